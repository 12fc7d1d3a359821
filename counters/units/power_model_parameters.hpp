// What the estimate takes a machine to draw: chosen in counters/estimate, recorded with a run, and read by its
// analysis.
//
//   PowerModel model = choose_power_model(roots);
//   Watts idle{model.idle_watts_per_cpu.value};
//   run.plan.power_model = model;
#pragma once

#include <string>

namespace greenbench {

/// A model parameter with the range it is believed to lie in. low <= value <= high.
struct ModelParameter {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

struct PowerModel {
  std::string name;    ///< the row or file that was chosen: "cloud average"
  std::string reason;  ///< why that one
  int cpus = 1;        ///< CPUs this process may use
  ModelParameter idle_watts_per_cpu;
  ModelParameter full_watts_per_cpu;
  ModelParameter memory_watts_per_gib;
};

}  // namespace greenbench
