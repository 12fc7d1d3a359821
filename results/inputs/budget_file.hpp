// A file of budgets: TOML, one [[budget]] table each. docs/budgets.md explains every key.
//
//   std::vector<Budget> budgets = read_budget_file("energy.toml");
//   std::vector<Budget> parsed = parse_budgets(text, "energy.toml");
//   // an error is one line: "energy.toml:4: max_joules must be above 0"
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/budget.hpp"

namespace greenbench {

/// More than anybody reads the findings of.
inline constexpr std::size_t most_budgets = 1000;

/// Pure. Throws DocumentError with `file`, line and key on anything that is not a valid budget: an unknown key, a wrong
/// type or unit, no limit, an increase without a reference or the other way round, a name that was there before.
[[nodiscard]] std::vector<Budget> parse_budgets(std::string_view text, const std::string& file);

/// Throws DocumentError when the file cannot be read, too.
[[nodiscard]] std::vector<Budget> read_budget_file(const std::filesystem::path& path);

}  // namespace greenbench
