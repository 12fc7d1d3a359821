// What differs between two descriptions of a machine and the build on it; what passes by itself is left out.
//
//   std::vector<FieldChange> changes = environment_difference(before, after);
//   changes[0].key;      // "kernel"
//   changes[0].before;   // "Linux 6.1.0"; empty when that description does not have the field
#pragma once

#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// Sorted by key. Load, clock, temperature and free memory change all the time and are no difference.
[[nodiscard]] std::vector<FieldChange> environment_difference(const std::vector<EnvironmentField>& before,
                                                              const std::vector<EnvironmentField>& after);

/// What decided the measurement and may differ: the joules that were counted, the power model, the least region, and
/// whether it was a preview.
[[nodiscard]] std::vector<FieldChange> plan_difference(const Plan& before, const Plan& after);

/// The 1-minute load before a run, when it is recorded: "0.52 0.58 0.59 1/389 4242" has 0.52.
[[nodiscard]] std::optional<double> load_before(const std::vector<EnvironmentField>& environment);

/// "powercap package-0 + powercap dram-0"; "none" when no joules were counted.
[[nodiscard]] std::string counted_energy(const Plan& plan);

}  // namespace greenbench
