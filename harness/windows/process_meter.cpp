#include "harness/windows/process_meter.hpp"

#include <unistd.h>

#include <fmt/format.h>

#include <utility>

namespace greenbench {

namespace {

/// Over the counted domains whose names begin with `kind`.
std::optional<Joules> joules_of(std::string_view kind, const WindowPlan& plan, const EnergyUse& use) {
  std::optional<Joules> sum;
  for (std::size_t i = 0; i < plan.domains.size(); ++i) {
    const DomainRecord& domain = plan.domains[i];
    if (!domain.counted || !domain.name.starts_with(kind)) continue;
    sum = sum.value_or(Joules{}) + use.domains[i];
  }
  return sum;
}

}  // namespace

struct ProcessMeter::Handles {
  explicit Handles(const WindowPlan& plan)
      : processes(std::make_shared<ProcessUsage>(plan.meter.roots)), meter(open_window_meter(plan, processes)) {}
  std::shared_ptr<ProcessUsage> processes;
  std::unique_ptr<WindowMeter> meter;
};

ProcessMeter::ProcessMeter(WindowPlan plan) : plan_(std::move(plan)) {
  enter_process();
}

// After a fork the thread that follows the counters is gone, and may have left its mutex locked: whatever belongs to
// the parent is not touched again in the child, not even to free it.
ProcessMeter::~ProcessMeter() {
  if (process_ != getpid()) static_cast<void>(handles_.release());
}

void ProcessMeter::enter_process() {
  const pid_t process = getpid();
  if (process == process_) return;
  static_cast<void>(handles_.release());
  handles_ = std::make_unique<Handles>(plan_);
  process_ = process;
}

OpenWindow ProcessMeter::open(WindowEnds ends) const {
  const Seconds cpu = handles_->processes->cpu_time();
  return {.energy = handles_->meter->open(ends), .cpu = cpu, .process = process_};
}

MeasuredWindow ProcessMeter::close(const OpenWindow& window) const {
  if (window.process != getpid()) {
    throw InheritedWindow{fmt::format("the window was opened by process {} and belongs to it; process {} is a fork",
                                      window.process, getpid())};
  }
  const WindowResult result = handles_->meter->close(window.energy);
  MeasuredWindow measured;
  measured.wall = result.wall;
  measured.cpu = handles_->processes->cpu_time() - window.cpu;
  measured.no_joules = why_no_joules(result, plan_.provenance);
  if (measured.no_joules) return measured;
  const auto& use = std::get<EnergyUse>(result.energy);
  measured.joules = use.total;
  measured.uncertainty = use.total_uncertainty;
  measured.watts = use.total / use.wall;
  measured.package_joules = joules_of("package-", plan_, use);
  measured.dram_joules = joules_of("dram-", plan_, use);
  measured.gpu_joules = joules_of("gpu-", plan_, use);
  if (plan_.carbon) measured.co2e = kilowatt_hours(use.total) * plan_.carbon->value;
  return measured;
}

}  // namespace greenbench
