// How much values scatter around their centre.
//
//   std::vector<double> values{1.0, 2.0, 3.0, 4.0, 10.0};
//   double squares = squared_deviations(values);              // 50
//   double error = trimmed_centre(values).squared_error;      // (1 / 5) / 0.6^2 = 0.5556
#pragma once

#include <span>

namespace greenbench {

/// Sum of (value - mean)^2. Exactly 0 where the values differ by nothing but their rounding.
[[nodiscard]] double squared_deviations(std::span<const double> values);

/// A 20%-trimmed mean and its squared standard error when the values are independent.
struct TrimmedCentre {
  double mean = 0.0;
  double squared_error = 0.0;
};

/// The squared error is the Winsorised variance (the g values at each end, g = floor(n / 5), replaced by their inner
/// neighbour) over n (1 - 2 g / n)^2, as in J. W. Tukey and D. H. McLaughlin, Sankhya A 25, 1963, and
/// scipy.stats.mstats.trimmed_stde with limits of g / n. `values` are two or more.
[[nodiscard]] TrimmedCentre trimmed_centre(std::span<const double> values);

}  // namespace greenbench
