// Centres of values (the 20%-trimmed mean, which a burst of disturbed blocks cannot move, the plain mean, the median)
// and how much the values scatter around them.
//
//   std::vector<double> values{1.0, 2.0, 3.0, 4.0, 10.0};
//   double centre = trimmed_mean(values);                     // 3: the lowest and the highest value are left out
//   double same = mean_over(values, trimmed_indices(values));
//   double squares = squared_deviations(values);              // 50, around the mean of 4
//   double error = trimmed_centre(values).squared_error;      // (1 / 5) / 0.6^2 = 0.5556
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace greenbench {

/// The plain mean. Throws std::invalid_argument when `values` is empty.
[[nodiscard]] double mean(std::span<const double> values);

/// floor(n / 5): how many of n values the trimmed mean leaves out at each end.
[[nodiscard]] constexpr std::size_t dropped_at_each_end(std::size_t n) {
  // Whole-number division is floor(0.2 n) without its rounding error.
  return n / 5;
}

/// Drops floor(n / 5) values from each end. Throws std::invalid_argument when `values` is empty.
[[nodiscard]] double trimmed_mean(std::span<const double> values);

/// The indices that trimmed_mean keeps, ascending, so that other values of the same blocks can be averaged
/// over the same set. Of equal values the one that comes first counts as the smaller.
[[nodiscard]] std::vector<std::size_t> trimmed_indices(std::span<const double> values);

/// The mean of values[i] over `indices`. Throws std::invalid_argument when `indices` is empty.
[[nodiscard]] double mean_over(std::span<const double> values, std::span<const std::size_t> indices);

/// The middle value, or the mean of the middle two; selected, not sorted: O(n). Throws std::invalid_argument when there
/// are no values.
[[nodiscard]] double median(std::vector<double> values);

/// Sum of (value - mean)^2. Exactly 0 where the values differ by nothing but their rounding.
[[nodiscard]] double squared_deviations(std::span<const double> values);

/// s^2 / n with the unbiased s^2, whatever the rounding. `values` are two or more.
[[nodiscard]] double variance_of_mean(std::span<const double> values);

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
