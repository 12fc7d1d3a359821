// Loads of known size for the calibration of a power model, and what the machine draws under each.
//
//   std::vector<int> levels = load_levels(16);                 // 0, 2, 4, 6, 8, 10, 12, 14, 16
//   LoadRig rig{meter, cpu_time, run_busy_threads};
//   std::vector<LoadObservation> seen = observe_loads(rig, levels, Seconds{1.0});
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "counters/meter/meter.hpp"
#include "harness/doctor/power_fit.hpp"

namespace greenbench {

/// Numbers of busy threads: none, and up to eight evenly spaced ones up to all CPUs.
[[nodiscard]] std::vector<int> load_levels(int cpus);

/// Keeps that many threads busy for that long; none: sleeps.
void run_busy_threads(int threads, Seconds duration);

struct LoadRig {
  EnergyMeter& meter;
  std::function<Seconds()> cpu_time;           ///< of the load so far, with all its threads
  std::function<void(int, Seconds)> run_load;  ///< that many busy threads for that long
};

/// Every level twice, up and then down again, so that a machine that warms up meanwhile does not tilt the line.
/// Throws CannotMeasure with the counter's reason when a level could not be measured.
[[nodiscard]] std::vector<LoadObservation> observe_loads(const LoadRig& rig, std::span<const int> levels,
                                                         Seconds duration);

}  // namespace greenbench
