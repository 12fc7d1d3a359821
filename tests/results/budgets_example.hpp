// Two fixed reports on budgets, from which every golden file of `check` is rendered.
//
//   BudgetReport measured = measured_budgets();      // every outcome, every metric
//   BudgetReport estimated = estimated_budgets();    // no counters, a warning
//   std::string text = find_budget_writer("github")->write(measured, {});
#pragma once

#include "results/model/budget.hpp"

namespace greenbench::testing {

[[nodiscard]] BudgetReport measured_budgets();
[[nodiscard]] BudgetReport estimated_budgets();

}  // namespace greenbench::testing
