#include "results/budgets/budget_writers.hpp"

#include <algorithm>
#include <array>

namespace greenbench {

// One function per file. A new format is one more file and one more row of the table.
std::string write_budgets_terminal(const BudgetReport& report, const WriteOptions& options);
std::string write_budgets_markdown(const BudgetReport& report, const WriteOptions& options);
std::string write_budgets_json(const BudgetReport& report, const WriteOptions& options);
std::string write_budgets_junit(const BudgetReport& report, const WriteOptions& options);
std::string write_budgets_github(const BudgetReport& report, const WriteOptions& options);

namespace {

constexpr std::array budget_formats{
    BudgetWriter{"terminal", write_budgets_terminal}, BudgetWriter{"markdown", write_budgets_markdown},
    BudgetWriter{"json", write_budgets_json},         BudgetWriter{"junit", write_budgets_junit},
    BudgetWriter{"github", write_budgets_github},
};

}  // namespace

std::span<const BudgetWriter> budget_writers() {
  return budget_formats;
}

const BudgetWriter* find_budget_writer(std::string_view name) {
  const auto* const found = std::ranges::find(budget_formats, name, &BudgetWriter::name);
  return found == budget_formats.end() ? nullptr : found;
}

}  // namespace greenbench
