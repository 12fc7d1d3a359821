#include "harness/watch/watch.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <poll.h>

#include <algorithm>
#include <memory>

#include "counters/estimate/estimate.hpp"
#include "counters/system/clock.hpp"
#include "harness/command_line/message.hpp"
#include "harness/machine/busy_time.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/protocol/planned_meter.hpp"
#include "harness/watch/family.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {
namespace {

constexpr Seconds usual_interval{0.1};

/// A look at every process of a large machine takes milliseconds; looking must not become a load of its own. This is
/// the most that it may take of one CPU.
constexpr double most_time_looking = 0.02;

/// What the processes did, look by look.
class Watching {
 public:
  Watching(const WatchRequest& request, const std::filesystem::path& procfs)
      : with_descendants_(request.with_descendants), procfs_(procfs), machine_(procfs) {
    for (const pid_t process : request.processes) families_.emplace_back(process, with_descendants_);
  }

  void look() {
    const ProcessTable processes = with_descendants_ ? read_processes(procfs_) : read_named();
    const Seconds now = clock_.now();
    busy_at_last_ = machine_.read();
    if (!begin_) {
      begin_ = now;
      busy_at_first_ = busy_at_last_;
    }
    at_ = now - *begin_;
    used_ = {};
    for (Family& family : families_) {
      family.look(processes, at_);
      used_.cpu += family.cpu();
      used_.resident_bytes += family.resident_bytes();
    }
  }

  /// When the next look is due.
  [[nodiscard]] Seconds next(Seconds took) const { return at_ + std::max(usual_interval, took / most_time_looking); }
  [[nodiscard]] Seconds since_first() { return clock_.now() - begin_.value_or(clock_.now()); }
  [[nodiscard]] bool is_over() const { return std::ranges::all_of(families_, &Family::is_over); }
  [[nodiscard]] EstimateInputs inputs() noexcept {
    return {.at = clock_.now(), .cpu = used_.cpu, .resident_bytes = used_.resident_bytes};
  }
  void fill(WatchResult& result) const;

 private:
  [[nodiscard]] ProcessTable read_named() const {
    ProcessTable table;
    for (const Family& family : families_) {
      if (auto stat = read_process(procfs_, family.first())) table.emplace(family.first(), std::move(*stat));
    }
    return table;
  }

  bool with_descendants_;
  std::filesystem::path procfs_;
  BusyTime machine_;
  RawMonotonicClock clock_;
  std::vector<Family> families_;
  std::optional<Seconds> begin_;
  Seconds at_;
  std::optional<Seconds> busy_at_first_;
  std::optional<Seconds> busy_at_last_;
  EstimateInputs used_;
};

void Watching::fill(WatchResult& result) const {
  result.seconds = at_;
  if (busy_at_first_ && busy_at_last_) result.busy = *busy_at_last_ - *busy_at_first_;
  for (const Family& family : families_) {
    WatchedProcess one{.process = family.first(),
                       .name = family.name(),
                       .ended = family.is_over(),
                       .seconds = family.seen(),
                       .cpu = family.cpu()};
    if (family.peak_resident_bytes() > 0) one.peak_resident_bytes = family.peak_resident_bytes();
    result.processes.push_back(std::move(one));
  }
}

/// The plan's meter; an estimate follows the CPU time and the memory of the watched processes instead of this one's.
EnergyMeter meter_of(const Plan& plan, Watching& watching) {
  const PlannedMeter planned = planned_meter(plan);
  if (!plan.power_model) return open_meter(planned, std::make_shared<ProcessUsage>(planned.roots));
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(open_estimate(*plan.power_model, [&watching] { return watching.inputs(); }));
  return EnergyMeter{std::move(sources), {.update_periods = std::vector<std::optional<Seconds>>(plan.domains.size())}};
}

/// Until this much time has passed since the first look, or a signal comes.
void wait(Watching& watching, Seconds until, Interrupt& interrupt) {
  const Seconds left = until - watching.since_first();
  if (left <= Seconds{}) return;
  constexpr double milliseconds = 1000.0;
  pollfd signal{interrupt.descriptor(), POLLIN, 0};
  poll(&signal, 1, static_cast<int>(left.value() * milliseconds) + 1);
}

Seconds cpu_time_here() {
  return read_clock(CLOCK_THREAD_CPUTIME_ID).value_or(Seconds{});
}

WatchEnd look_again_and_again(Watching& watching, Seconds duration, Interrupt& interrupt) {
  Seconds took;
  while (true) {
    if (watching.is_over()) return WatchEnd::processes_ended;
    if (watching.since_first() >= duration) return WatchEnd::duration;
    wait(watching, std::min(duration, watching.next(took)), interrupt);
    const Seconds before = cpu_time_here();
    watching.look();
    took = cpu_time_here() - before;
    if (interrupt.requested()) return WatchEnd::interrupted;
  }
}

std::string names(const std::vector<pid_t>& processes) {
  return fmt::format("{} {}", processes.size() == 1 ? "process" : "processes", fmt::join(processes, ", "));
}

}  // namespace

WatchResult watch(const WatchRequest& request, const Plan& plan) {
  // Before the meter, whose threads would otherwise take the signals.
  Interrupt interrupt;
  Watching watching{request, plan.procfs};
  EnergyMeter meter = meter_of(plan, watching);
  // A meter waits for its counters to move, and what ran meanwhile does not count; an estimate asks at once.
  if (plan.power_model) watching.look();
  meter.start();
  if (!plan.power_model) watching.look();
  say("watching {} for {} s; Ctrl-C ends it early", names(request.processes), three_digits(request.duration.value()));
  const WatchEnd end = look_again_and_again(watching, request.duration, interrupt);
  meter.stop();
  WatchResult result{.request = request,
                     .end = end,
                     .seconds = {},
                     .busy = {},
                     .processes = {},
                     .domains = plan.domains,
                     .power_model = plan.power_model,
                     .energy = meter.result()};
  watching.fill(result);
  return result;
}

}  // namespace greenbench
