// From what is known of a cost to the outcome of a finding.
//
//   BudgetFinding finding{.limit = {BudgetMetric::seconds, 0.2}};
//   settle(finding, cost, {.hotspot = hotspot, .limits = plan.limits, .estimates_decide = budget.estimated});
//   if (finding.outcome == BudgetOutcome::undecided) show(finding.reason, finding.remedy);
#pragma once

#include <optional>
#include <string>

#include "analysis/budgets/budget_costs.hpp"

namespace greenbench {

/// What beside the cost itself decides.
struct Circumstances {
  const HotspotReport& hotspot;
  const Limits& limits;
  bool estimates_decide = false;
  std::optional<Obstacle> doubt_of_run = {};  ///< what puts every number of the run in doubt
};

/// The value is shown whatever the outcome. Asked in turn: is the run in doubt, is there a value, may an estimate
/// decide, is there an interval, and on which side of the limit does it lie?
void settle(BudgetFinding& finding, const BudgetCost& cost, const Circumstances& circumstances);

/// Undecided, unless the outcome says that it failed.
void leave_open(BudgetFinding& finding, Obstacle obstacle, BudgetOutcome outcome = BudgetOutcome::undecided);

/// What could not be measured fails with that reason.
void fail_finding(BudgetFinding& finding, std::string reason);

/// A quick preview, or a control that differs from itself; empty: none.
[[nodiscard]] std::optional<Obstacle> doubt_of_run(const Report& report);

}  // namespace greenbench
