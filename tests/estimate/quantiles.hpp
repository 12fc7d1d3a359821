// Errors of logarithms as factors, for the cells of a table.
//
//   quantile_cells(errors);   // "1.05x | 1.41x | 1.45x | 1.47x | 1.52x"
#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "analysis/estimate/model_error.hpp"

namespace greenbench::testing {

/// At 50, 80, 90 and 95% of the errors, and of all.
inline std::string quantile_cells(const std::vector<double>& errors) {
  std::string text;
  for (const double level : {0.5, 0.8, 0.9, 0.95, 1.0}) {
    const double factor = std::exp(error_quantile(errors, level));
    text += fmt::format("{}{}x", text.empty() ? "" : " | ",
                        factor < 10.0 ? fmt::format("{:.2f}", factor) : fmt::format("{:.0f}", factor));
  }
  return text;
}

}  // namespace greenbench::testing
