#include "results/model/budget.hpp"

#include <algorithm>
#include <stdexcept>

namespace greenbench {

std::size_t count_of(const BudgetReport& report, BudgetOutcome outcome) {
  return static_cast<std::size_t>(std::ranges::count(report.findings, outcome, &BudgetFinding::outcome));
}

BudgetOutcome outcome_of(const BudgetReport& report) {
  for (const BudgetOutcome each : all_budget_outcomes) {
    if (count_of(report, each) > 0) return each;
  }
  return BudgetOutcome::within;
}

std::string_view name_of(BudgetMetric metric) {
  switch (metric) {
    case BudgetMetric::joules:
      return "joules";
    case BudgetMetric::seconds:
      return "seconds";
    case BudgetMetric::watts:
      return "watts";
    case BudgetMetric::cpu_seconds:
      return "cpu_seconds";
    case BudgetMetric::peak_memory:
      return "peak_memory";
    case BudgetMetric::grams_co2e:
      return "grams_co2e";
  }
  throw std::logic_error("a metric without a name");
}

std::string_view name_of(BudgetOutcome outcome) {
  switch (outcome) {
    case BudgetOutcome::within:
      return "within";
    case BudgetOutcome::exceeded:
      return "exceeded";
    case BudgetOutcome::undecided:
      return "undecided";
    case BudgetOutcome::failed:
      return "failed";
  }
  throw std::logic_error("an outcome without a name");
}

}  // namespace greenbench
