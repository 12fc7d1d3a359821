// Whether two answers are the same but for rounding, and what would accept them.
//
//   double apart = relative_difference(0.3, 0.1 + 0.2);                            // 1.9e-16
//   std::optional<double> tolerance = accepting_tolerance({0.3}, {0.1 + 0.2});     // 1e-15
#pragma once

#include <optional>

#include "workloads/answer.hpp"

namespace greenbench {

/// Relative to the larger of two finite numbers; 0 for two zeros.
[[nodiscard]] double relative_difference(double expected, double got);

/// Numbers that are further apart differ by more than sums in single precision do.
inline constexpr double largest_rounding = 1e-3;

/// The smallest power of ten, up to largest_rounding, with which difference() finds none; empty if there is none.
[[nodiscard]] std::optional<double> accepting_tolerance(const Answer& expected, const Answer& got);

}  // namespace greenbench
