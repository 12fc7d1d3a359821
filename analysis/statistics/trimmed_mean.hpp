// The 20%-trimmed mean: a centre that a burst of disturbed blocks cannot move.
//
//   std::vector<double> values{1.0, 2.0, 3.0, 4.0, 100.0};
//   double centre = trimmed_mean(values);                  // 3: the lowest and the highest value are left out
//   double same = mean_over(values, trimmed_indices(values));
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

}  // namespace greenbench
