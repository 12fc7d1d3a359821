// The file of budgets that `greenbench init` writes: one live budget, the others as comments.
//
//   write_file_atomically("energy.toml", budget_template());
//   std::vector<Budget> one = parse_budgets(budget_template(), "energy.toml");
//   one.front().name;     // "no variant slower than its baseline"
#pragma once

#include <string_view>

namespace greenbench {

[[nodiscard]] std::string_view budget_template();

}  // namespace greenbench
