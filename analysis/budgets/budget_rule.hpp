// From an interval to the answer of a limit, and how much more would have to be measured where there is none.
//
//   rule_on_limit({.low = 4.0, .high = 4.9}, 5.0);    // within
//   rule_on_limit({.low = 4.0, .high = 5.1}, 5.0);    // undecided
//   rounds_factor(4.5, {.low = 4.0, .high = 5.1}, 5.0);   // 1.44: so many times the rounds, if the cost stays there
//
// A limit is the most that is allowed: an interval that touches it from below is within. One that touches it from above
// is undecided, because the limit itself would be allowed.
#pragma once

#include <optional>

#include "results/model/budget.hpp"

namespace greenbench {

/// within, exceeded or undecided.
[[nodiscard]] BudgetOutcome rule_on_limit(const Interval& interval, double limit);

/// How many times the rounds would decide, if the value stays where it is: an interval narrows with their square root.
/// Empty where the value is the limit.
[[nodiscard]] std::optional<double> rounds_factor(double value, const Interval& interval, double limit);

}  // namespace greenbench
