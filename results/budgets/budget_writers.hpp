// Output formats of checked budgets: each is one pure function to text.
//
//   std::string text = find_budget_writer("terminal")->write(report, {.width = 80});
//   for (const BudgetWriter& writer : budget_writers()) list(writer.name);
//   find_budget_writer("csv");     // null
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "results/model/budget.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

struct BudgetWriter {
  std::string_view name;  ///< as in --format: "terminal", "markdown", "json", "junit", "github"
  std::string (*write)(const BudgetReport& report, const WriteOptions& options);
};

[[nodiscard]] std::span<const BudgetWriter> budget_writers();

/// Null when there is no such format.
[[nodiscard]] const BudgetWriter* find_budget_writer(std::string_view name);

}  // namespace greenbench
