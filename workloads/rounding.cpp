#include "workloads/rounding.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace greenbench {

double relative_difference(double expected, double got) {
  if (expected == got) return 0.0;
  return std::abs(expected - got) / std::max(std::abs(expected), std::abs(got));
}

/// Comparing a dozen times is only done for answers that differ, and leaves one rule of what agrees.
std::optional<double> accepting_tolerance(const Answer& expected, const Answer& got) {
  static constexpr std::array tolerances{1e-15, 1e-14, 1e-13, 1e-12, 1e-11, 1e-10,           1e-9,
                                         1e-8,  1e-7,  1e-6,  1e-5,  1e-4,  largest_rounding};
  const auto* const found = std::ranges::find_if(
      tolerances, [&](double tolerance) { return !difference(expected, got, tolerance).has_value(); });
  if (found == tolerances.end()) return std::nullopt;
  return *found;
}

}  // namespace greenbench
