// The machine while greenbench sleeps: its power, and what other processes do.
//
//   IdleFinding idle = watch_idle(run.plan, Seconds{2.0});
//   run.idle.before = idle.power;
//   if (idle.other_load) run.plan.limits.max_other_load += *idle.other_load;
#pragma once

#include <optional>

#include "counters/units/units.hpp"
#include "harness/processes/interrupt.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

struct IdleFinding {
  /// Over the counted domains. Empty where joules are estimated: the model knows only what our process does. Empty,
  /// too, where the counters could not be read.
  std::optional<IdlePower> power;
  std::optional<double> other_load;  ///< CPUs that other processes kept busy; empty where the kernel does not tell
};

/// Long enough that a counter's ticks of 1 s, such as those of a sensor, are seen. A preview, and a run that reads no
/// counter, wait only as long as the kernel needs to tell what other processes do.
[[nodiscard]] Seconds idle_seconds(const Plan& plan);

/// Sleeps for about `duration`, or until somebody interrupts.
[[nodiscard]] IdleFinding watch_idle(const Plan& plan, Seconds duration, const Interrupt& interrupt);

/// What the plan allows other processes from now on, with a note when they are busy already: a machine that does the
/// same beside every repetition costs both sides of a ratio the same, only what comes on top of it disturbs a block.
void allow_background(Plan& plan, const IdleFinding& idle);

}  // namespace greenbench
