#include "harness/machine/block_watch.hpp"

#include <fmt/format.h>

#include <utility>

#include "counters/system/clock.hpp"

namespace greenbench {
namespace {

/// The two clocks are read one after the other: what is less than this may be the time between the reads.
constexpr Seconds shortest_suspension{0.01};

}  // namespace

std::string disturbance_between(const BlockReading& before, const BlockReading& after, const VoidRule& rule) {
  if (after.throttled > before.throttled) {
    return fmt::format("thermal throttling: {} events", after.throttled - before.throttled);
  }
  if (before.busy && after.busy) {
    const double load =
        other_load({.busy = *after.busy - *before.busy, .own = after.own - before.own, .wall = after.now - before.now});
    if (load > rule.max_other_load) {
      return fmt::format("other processes used {:.0f}% of a core, more than the {:.0f}% allowed", 100.0 * load,
                         100.0 * rule.max_other_load);
    }
  }
  const Seconds slept = after.suspended - before.suspended;
  if (slept > shortest_suspension) return fmt::format("the machine was suspended for {:.3g} s", slept.value());
  return {};
}

MachineWatch::MachineWatch(const FileRoots& roots, VoidRule rule, std::optional<int> cpu)
    : rule_(rule), busy_(roots.procfs), throttling_(roots.sysfs), frequency_(roots.sysfs, cpu) {}

BlockReading MachineWatch::read() const noexcept {
  const Seconds awake = read_clock(CLOCK_MONOTONIC).value_or(Seconds{});
  return {.now = awake,
          .suspended = read_clock(CLOCK_BOOTTIME).value_or(awake) - awake,
          .own = read_clock(CLOCK_PROCESS_CPUTIME_ID).value_or(Seconds{}) + turns_,
          .busy = busy_.read(),
          .throttled = throttling_.read()};
}

void MachineWatch::begin_block() {
  left_band_.clear();
  before_ = read();
}

void MachineWatch::turn_done(std::size_t variant, Seconds cpu) {
  turns_ += cpu;
  const auto kilohertz = frequency_.read();
  if (!kilohertz || !band_.leaves(variant, *kilohertz)) return;
  left_band_ = fmt::format("the CPU's clock left its band of 10%: {:.0f} MHz", static_cast<double>(*kilohertz) / 1e3);
}

std::string MachineWatch::disturbance() {
  std::string reason = disturbance_between(before_, read(), rule_);
  return reason.empty() ? left_band_ : reason;
}

}  // namespace greenbench
