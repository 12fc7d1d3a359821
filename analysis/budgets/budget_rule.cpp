#include "analysis/budgets/budget_rule.hpp"

#include <cmath>

namespace greenbench {

BudgetOutcome rule_on_limit(const Interval& interval, double limit) {
  if (interval.high <= limit) return BudgetOutcome::within;
  if (interval.low > limit) return BudgetOutcome::exceeded;
  return BudgetOutcome::undecided;
}

std::optional<double> rounds_factor(double value, const Interval& interval, double limit) {
  if (value == limit) return std::nullopt;
  const double half_width = value < limit ? interval.high - value : value - interval.low;
  return std::pow(half_width / (limit - value), 2.0);
}

}  // namespace greenbench
