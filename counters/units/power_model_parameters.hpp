// What the estimate takes a machine to draw, and the joules that follow: chosen in counters/estimate, recorded with a
// run, and computed again by its analysis.
//
//   PowerModel model = choose_power_model(roots);
//   ModelJoules joules = model_joules(model, {.wall_seconds = 10.0, .cpu_seconds = 5.0, .gib_seconds = 20.0});
//   double total = joules.idle + joules.active + joules.memory;
//   run.plan.power_model = model;
//
// J = seconds x CPUs x (idle + (full - idle) x load^exponent) + seconds x GiB x memory,  load = CPU time / (seconds x
// CPUs). docs/estimate.md says where the numbers come from and how wrong they are.
#pragma once

#include <cmath>
#include <string>

namespace greenbench {

/// A model parameter with the range it is believed to lie in. low <= value <= high.
struct ModelParameter {
  double value = 0.0;
  double low = 0.0;
  double high = 0.0;
};

/// Of the load curve: what part of the way from idle to full power a server is at half load: 0.5^0.6 = 66%. Fitted to
/// the power of eleven servers at ten loads; see docs/estimate.md.
inline constexpr double fitted_load_exponent = 0.6;

/// The power of a processor rises with the cube of the load in one well-known model; nothing measured is steeper.
inline constexpr double most_load_exponent = 3.0;

struct PowerModel {
  std::string name;    ///< the row or file that was chosen: "Emerald Rapids"
  std::string reason;  ///< why that one
  int cpus = 1;        ///< CPUs this process may use
  ModelParameter idle_watts_per_cpu;
  ModelParameter full_watts_per_cpu;
  ModelParameter memory_watts_per_gib;  ///< of memory in use, where the two above do not have it in them
  double load_exponent = 1.0;           ///< 1: a straight line from idle to full power
  std::string scope = {};  ///< whose power it is: "a share of a whole server at the wall"; empty: not known
};

/// What happened in one stretch of time.
struct ModelUsage {
  double wall_seconds = 0.0;
  double cpu_seconds = 0.0;  ///< over all CPUs
  double gib_seconds = 0.0;  ///< GiB of memory in use x seconds
};

struct ModelJoules {
  double idle = 0.0;    ///< of all CPUs, had none been busy
  double active = 0.0;  ///< beyond that
  double memory = 0.0;
};

/// How far from idle to full power a machine is at a load from 0 to 1. CPU time beyond what the CPUs had (that of a
/// child is known only at its end) counts in proportion.
[[nodiscard]] inline double load_share(double load, double exponent) {
  return load > 0.0 && load < 1.0 ? std::pow(load, exponent) : load;
}

/// At the values of the parameters.
[[nodiscard]] inline ModelJoules model_joules(const PowerModel& model, const ModelUsage& usage) {
  const double available = usage.wall_seconds * model.cpus;
  const double share = available > 0.0 ? load_share(usage.cpu_seconds / available, model.load_exponent) : 0.0;
  const double idle_watts = model.idle_watts_per_cpu.value;
  return {.idle = available * idle_watts,
          .active = available * share * (model.full_watts_per_cpu.value - idle_watts),
          .memory = usage.gib_seconds * model.memory_watts_per_gib.value};
}

}  // namespace greenbench
