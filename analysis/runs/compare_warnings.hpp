// What to know before a comparison of two runs is believed.
//
//   comparison.warnings = compare_warnings(comparison, {before.environment, after.environment});
//   for (const Warning& warning : comparison.warnings) show(warning.text, warning.remedy);
//   // "machine_drift": identical code differs between the runs by more than the margin
#pragma once

#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

struct BothEnvironments {
  const std::vector<EnvironmentField>& before;
  const std::vector<EnvironmentField>& after;
};

/// The largest difference of identical code, as old / new, in any quantity; 1 when control/aa is not in both runs.
[[nodiscard]] double largest_drift(const RunComparison& comparison);

[[nodiscard]] std::vector<Warning> compare_warnings(const RunComparison& comparison,
                                                    const BothEnvironments& environments);

}  // namespace greenbench
