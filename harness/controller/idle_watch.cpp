#include "harness/controller/idle_watch.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <chrono>
#include <cmath>
#include <variant>

#include "counters/system/clock.hpp"
#include "harness/controller/controller.hpp"
#include "harness/machine/busy_time.hpp"
#include "harness/protocol/planned_meter.hpp"

namespace greenbench {
namespace {

constexpr Seconds full_watch{2.0};
constexpr Seconds short_watch{0.5};
constexpr double busy_background = 0.1;

/// The signal is not taken, so that whoever asks sees it.
void sleep(Seconds duration, const Interrupt& interrupt) {
  pollfd watched{interrupt.descriptor(), POLLIN, 0};
  poll(&watched, 1, static_cast<int>(std::lround(duration.value() * 1e3)));
}

std::optional<IdlePower> power_over(EnergyMeter& meter, Seconds duration, const Interrupt& interrupt) {
  IdlePower power{.started_at = unix_seconds_now()};
  meter.start();
  sleep(duration, interrupt);
  meter.stop();
  const auto result = meter.result();
  const auto* use = std::get_if<EnergyUse>(&result);
  if (use == nullptr) return std::nullopt;
  power.seconds = use->wall.value();
  power.watts = (use->total / use->wall).value();
  power.uncertainty_watts = (use->total_uncertainty / use->wall).value();
  return power;
}

/// A counter that is gone at the end of a run must not take the run's results with it.
std::optional<IdlePower> watch_power(const Plan& plan, Seconds duration, const Interrupt& interrupt,
                                     const std::shared_ptr<ProcessUsage>& processes) {
  try {
    EnergyMeter meter = open_meter(planned_meter(plan), processes);
    return power_over(meter, duration, interrupt);
  } catch (const std::exception&) {
    sleep(duration, interrupt);
    return std::nullopt;
  }
}

bool counts_joules(const Plan& plan) {
  return provenance_of(plan) == Provenance::measured;
}

}  // namespace

Seconds idle_seconds(const Plan& plan) {
  return counts_joules(plan) && !plan.quick ? full_watch : short_watch;
}

IdleFinding watch_idle(const Plan& plan, Seconds duration, const Interrupt& interrupt) {
  const FileRoots roots{plan.sysfs, plan.procfs, plan.devfs};
  const auto processes = std::make_shared<ProcessUsage>(roots);
  const BusyTime machine{roots.procfs};
  IdleFinding finding;
  const auto busy_before = machine.read();
  const Seconds own_before = processes->cpu_time();
  const auto start = std::chrono::steady_clock::now();
  if (counts_joules(plan)) {
    finding.power = watch_power(plan, duration, interrupt, processes);
  } else {
    sleep(duration, interrupt);
  }
  const Seconds wall{std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
  const auto busy_after = machine.read();
  if (busy_before && busy_after) {
    finding.other_load =
        other_load({.busy = *busy_after - *busy_before, .own = processes->cpu_time() - own_before, .wall = wall});
  }
  return finding;
}

void allow_background(Plan& plan, const IdleFinding& idle) {
  if (!idle.other_load) return;
  plan.limits.max_other_load += *idle.other_load;
  if (*idle.other_load <= busy_background) return;
  plan.notes.push_back(fmt::format(
      "other processes used {:.0f}% of a core before the run began; blocks with as much count, and counters "
      "of the whole machine include it",
      100.0 * *idle.other_load));
}

}  // namespace greenbench
