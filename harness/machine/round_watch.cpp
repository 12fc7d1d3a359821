#include "harness/machine/round_watch.hpp"

#include <fmt/format.h>

#include <utility>

#include "counters/system/clock.hpp"

namespace greenbench {

RoundWatch::RoundWatch(std::filesystem::path procfs, std::optional<int> cpu, VoidRule rule)
    : procfs_(std::move(procfs)), cpu_(cpu), rule_(rule), before_(read()) {}

RoundWatch::Reading RoundWatch::read() const {
  return {.busy = cpu_ ? busy_time_of_cpu(procfs_, *cpu_) : std::nullopt,
          .own = read_clock(CLOCK_PROCESS_CPUTIME_ID).value_or(Seconds{}),
          .now = read_clock(CLOCK_MONOTONIC).value_or(Seconds{})};
}

std::string RoundWatch::disturbance() const {
  const Reading after = read();
  if (!before_.busy || !after.busy) return {};
  const double load = other_load(
      {.busy = *after.busy - *before_.busy, .own = after.own - before_.own + turns_, .wall = after.now - before_.now});
  if (load <= rule_.max_other_load) return {};
  return fmt::format("other processes used {:.0f}% of the round's CPU {}, more than the {:.0f}% allowed", 100.0 * load,
                     *cpu_, 100.0 * rule_.max_other_load);
}

}  // namespace greenbench
