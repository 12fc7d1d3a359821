// Budgets against a saved run. A pure function of both, and of the runs that the budgets compare it with.
//
//   BudgetReport report = check_budgets({budgets, "energy.toml"}, {run, "runs/today"}, analyse(run, settings), {});
//   BudgetOutcome worst = outcome_of(report);
//
// Each finding stands for itself at the report's level: nothing is adjusted for how many there are
// (docs/adr/0020-budgets-are-judged-one-by-one.md).
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>

#include "analysis/runs/compare_runs.hpp"
#include "results/model/budget.hpp"

namespace greenbench {

struct NamedBudgets {
  std::span<const Budget> budgets;
  std::string file;
};

/// The runs that budgets name with against_run, by the path that stands there.
using SavedRuns = std::map<std::string, NamedRun, std::less<>>;

/// `report` is that on the run; its settings hold for everything. Throws DocumentError with file and line when a
/// pattern matches nothing, when a budget names a reference that the run has not, or a saved run that is not in
/// `saved_runs`.
[[nodiscard]] BudgetReport check_budgets(const NamedBudgets& budgets, const NamedRun& run, const Report& report,
                                         const SavedRuns& saved_runs);

}  // namespace greenbench
