// Which variants of a run a budget is about.
//
//   BudgetTargets targets = targets_of(budget, "energy.toml", run.plan);
//   for (const BudgetTarget target : targets.planned) judge(target);
//   for (const LeftOutTarget& target : targets.left_out) tell(target.left_out->reason);
//
// control/* is left out of every pattern that does not begin with "control/": these hotspots ask whether the instrument
// works.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analysis/budgets/budget_costs.hpp"

namespace greenbench {

/// A variant that the run did not measure. Points into the plan.
struct LeftOutTarget {
  std::size_t hotspot = 0;
  const LeftOut* left_out = nullptr;
};

/// At least one of both kinds together, in the order of the plan.
struct BudgetTargets {
  std::vector<BudgetTarget> planned;
  std::vector<LeftOutTarget> left_out;
};

/// Throws DocumentError with `file`, the budget's line and the nearest name when a pattern matches nothing: a typing
/// error would otherwise pass.
[[nodiscard]] BudgetTargets targets_of(const Budget& budget, const std::string& file, const Plan& plan);

/// "energy.toml:7: variant: ..."
[[noreturn]] void fail_at_budget(const Budget& budget, const std::string& file, const std::string& what);

}  // namespace greenbench
