// The simulations, one function each. All are pure functions of the effort.
//
//   Section coverage = simulate_coverage({.trials = 5000});
//   print(coverage.markdown);
#pragma once

#include "tests/simulation/section.hpp"

namespace greenbench {

/// Does the 95% interval hold its own estimand in 95% of runs?
[[nodiscard]] Section simulate_coverage(Effort effort);

/// How often do equal variants get a verdict when the width of the interval decides when to stop?
[[nodiscard]] Section simulate_stopping(Effort effort);

/// How often does Holm's adjustment let any false difference of a family through, and how small a difference is seen?
[[nodiscard]] Section simulate_families(Effort effort);

/// Pairs in blocks against "all of A, then all of B" on the same drifting machine.
[[nodiscard]] Section simulate_side_by_side(Effort effort);

}  // namespace greenbench
