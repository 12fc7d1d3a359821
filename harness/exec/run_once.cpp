#include "harness/exec/run_once.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <csignal>
#include <memory>

#include "analysis/verdicts/comparisons.hpp"
#include "harness/protocol/planned_meter.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// The terminal sends its signals to the command, too, which decides what they mean.
class LeaveSignalsToCommand {
 public:
  LeaveSignalsToCommand() : interrupt_(std::signal(SIGINT, SIG_IGN)), quit_(std::signal(SIGQUIT, SIG_IGN)) {}
  ~LeaveSignalsToCommand() {
    std::signal(SIGINT, interrupt_);
    std::signal(SIGQUIT, quit_);
  }
  LeaveSignalsToCommand(const LeaveSignalsToCommand&) = delete;
  LeaveSignalsToCommand& operator=(const LeaveSignalsToCommand&) = delete;

 private:
  void (*interrupt_)(int);
  void (*quit_)(int);
};

/// Several counted domains each with its joules.
std::string sources_text(const Plan& plan, const EnergyUse& use, std::string_view mark) {
  if (!mark.empty()) {
    return plan.power_model ? fmt::format("~ estimated with the power model \"{}\"", plan.power_model->name)
                            : "~ estimated";
  }
  const bool several = std::ranges::count_if(plan.domains, &DomainRecord::counted) > 1;
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < plan.domains.size(); ++i) {
    const DomainRecord& domain = plan.domains[i];
    if (!domain.counted) continue;
    const std::string joules = several ? fmt::format(" {} J", three_digits(use.domains.at(i).value())) : "";
    parts.push_back(fmt::format("{} {}{}", domain.source, domain.name, joules));
  }
  return fmt::format("measured: {}", fmt::join(parts, " + "));
}

}  // namespace

OnceResult run_once(const Command& command, const Plan& plan) {
  const PlannedMeter planned = planned_meter(plan);
  const auto processes = std::make_shared<ProcessUsage>(planned.roots);
  EnergyMeter meter = open_meter(planned, processes);
  const LeaveSignalsToCommand signals;
  CommandRunner runner{command};
  const Seconds before = processes->cpu_time();
  meter.start();
  const CommandEnd end = runner.run();
  meter.stop();
  return {.end = end, .cpu = processes->cpu_time() - before, .energy = meter.result()};
}

std::string once_text(const OnceResult& once, const Plan& plan) {
  const std::string_view mark = mark_of(provenance_of(plan.domains));
  constexpr double mebibyte = 1024.0 * 1024.0;
  std::string rest = fmt::format("{} CPU s", three_digits(once.cpu.value()));
  if (const auto peak = once.end.peak_resident_bytes) {
    rest += fmt::format(", {} MiB", three_digits(static_cast<double>(*peak) / mebibyte));
  }
  if (const auto* fault = std::get_if<MeterFault>(&once.energy)) {
    return fmt::format("no joules ({}); {}", fault->reason, rest);
  }
  const auto& use = std::get<EnergyUse>(once.energy);
  const std::string seconds = three_digits(use.wall.value());
  if (use.total <= Joules{0.0}) return fmt::format("joules below the counters' resolution, {} s, {}", seconds, rest);
  return fmt::format("{}{} J, {} s, {}{} W, {}; {}", mark, three_digits(use.total.value()), seconds, mark,
                     three_digits((use.total / use.wall).value()), rest, sources_text(plan, use, mark));
}

}  // namespace greenbench
