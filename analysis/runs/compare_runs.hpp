// Two saved runs: what got cheaper or dearer beyond the noise. A pure function of both.
//
//   RunComparison comparison = compare_runs({before, "old"}, {after, "new"}, {.fail_on_regression = 0.05});
//   double half = comparison.hotspots[0].variants[0].time.value;   // 2.0: the new run needs half
//   GateOutcome outcome = comparison.gate->outcome;
//
// Nothing is paired between two runs: the machine's drift from one to the other is in every ratio, and only larger
// differences than between the variants of one run can be seen. A variant's values are its rounds' (round_values.hpp)
// and are compared by Welch's test (welch.hpp).
#pragma once

#include <string>

#include "results/model/run_comparison.hpp"

namespace greenbench {

struct NamedRun {
  const Run& run;
  std::string name;  ///< as the user called it
};

[[nodiscard]] RunIdentity identity_of(const NamedRun& named);

/// Throws std::invalid_argument when the level does not lie between 0 and 1 or the margin is below 0.
[[nodiscard]] RunComparison compare_runs(const NamedRun& before, const NamedRun& after,
                                         const CompareSettings& settings);

}  // namespace greenbench
