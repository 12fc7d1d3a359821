// A power model fitted to what a machine drew at known loads.
//
//   std::vector<LoadObservation> seen = observe_loads(rig, levels);
//   PowerFit fit = fit_power(seen, {.cpus = 8, .memory_gib = 16.0});
//   fit.idle_watts_per_cpu.value;   // with its 95% interval in low and high
#pragma once

#include <optional>
#include <span>

#include "counters/estimate/power_model.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

/// One stretch of time at one load.
struct LoadObservation {
  Seconds wall;
  Seconds cpu;                   ///< CPU time of the load, over all its threads
  Joules processor;              ///< of all counted domains but memory
  std::optional<Joules> memory;  ///< where a counter measures it
};

/// The machine the observations are from.
struct FittedMachine {
  int cpus = 1;                      ///< all of them: the processor's joules hold every one's idle power
  std::optional<double> memory_gib;  ///< installed
  double load_exponent = 1.0;        ///< of the curve; 1 is a straight line
};

/// How far the fit was from loads that it had not seen, as fractions of what they drew.
struct HeldOutError {
  double median = 0.0;
  double largest = 0.0;
};

struct PowerFit {
  ModelParameter idle_watts_per_cpu;
  ModelParameter full_watts_per_cpu;
  ModelParameter memory_watts_per_gib;
  /// Each load left out in turn, and the rest fitted. Empty with fewer than three loads.
  std::optional<HeldOutError> held_out;
};

/// Least squares of processor power = CPUs x (idle + (full - idle) x (busy CPUs / CPUs)^exponent), neither below 0. A
/// range is the wider of
/// the coefficient's 95% interval (Student's t) and, to either side, the largest distance of an observation from the
/// fit, divided by the CPUs: where power does not follow the curve, the curve is not better than that. Memory: its mean
/// measured power per installed GiB, from the lowest to the highest observation; else usual_memory_watts_per_gib.
/// Throws std::invalid_argument for fewer than three observations, or all at one load.
[[nodiscard]] PowerFit fit_power(std::span<const LoadObservation> observations, const FittedMachine& machine);

}  // namespace greenbench
