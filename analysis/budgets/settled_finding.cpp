#include "analysis/budgets/settled_finding.hpp"

#include <algorithm>
#include <utility>

#include "analysis/budgets/budget_rule.hpp"
#include "analysis/budgets/open_limits.hpp"

namespace greenbench {
namespace {

/// What keeps a cost from being held against its limit at all.
std::optional<Obstacle> obstacle_of(const BudgetCost& cost, const Circumstances& circumstances) {
  if (circumstances.doubt_of_run) return circumstances.doubt_of_run;
  if (cost.obstacle) return cost.obstacle;
  if (cost.estimated && !circumstances.estimates_decide) return not_measured();
  if (!cost.interval) return too_few_rounds(circumstances.hotspot, circumstances.limits, cost.rounds_for_interval);
  if (cost.estimated && !cost.model_interval) {
    return Obstacle{.reason = "the power model's range is unknown",
                    .remedy = "Measure again with a power model that greenbench knows, or with --power-model."};
  }
  return std::nullopt;
}

Obstacle why_undecided(const BudgetCost& cost, double limit, const Circumstances& circumstances) {
  if (rule_on_limit(*cost.interval, limit) != BudgetOutcome::undecided) return model_too_wrong();
  return too_wide(circumstances.hotspot, circumstances.limits, rounds_factor(*cost.value, *cost.interval, limit));
}

}  // namespace

void settle(BudgetFinding& finding, const BudgetCost& cost, const Circumstances& circumstances) {
  finding.value = cost.value;
  finding.estimated = cost.estimated;
  finding.interval = cost.model_interval ? cost.model_interval : cost.interval;
  if (auto obstacle = obstacle_of(cost, circumstances)) {
    leave_open(finding, std::move(*obstacle));
    return;
  }
  const double limit = finding.limit.limit;
  finding.outcome = rule_on_limit(*finding.interval, limit);
  if (finding.outcome == BudgetOutcome::undecided) leave_open(finding, why_undecided(cost, limit, circumstances));
}

void leave_open(BudgetFinding& finding, Obstacle obstacle, BudgetOutcome outcome) {
  finding.outcome = outcome;
  finding.reason = std::move(obstacle.reason);
  finding.remedy = std::move(obstacle.remedy);
  finding.flags = std::move(obstacle.flags);
}

void fail_finding(BudgetFinding& finding, std::string reason) {
  leave_open(finding, {.reason = std::move(reason), .remedy = "Remove the cause and measure again."},
             BudgetOutcome::failed);
}

std::optional<Obstacle> doubt_of_run(const Report& report) {
  if (report.run.plan.quick) {
    return Obstacle{.reason = "the run is a quick preview, which passes no gate",
                    .remedy = "Measure again without --quick."};
  }
  const auto control = std::ranges::find(report.warnings, "control_excludes_one", &Warning::code);
  if (control == report.warnings.end()) return std::nullopt;
  return Obstacle{.reason = "the run is unreliable: identical code differs in it", .remedy = control->remedy};
}

}  // namespace greenbench
