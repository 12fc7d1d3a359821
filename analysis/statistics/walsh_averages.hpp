// The Walsh averages (x_i + x_j) / 2, i <= j, of n values, and the two estimates that come from them: their median (the
// Hodges-Lehmann estimate, a robust centre) and how one-sided their signs are (the rank-biserial correlation).
//
//   std::vector<double> sorted{-1.0, 2.0, 4.0};       // averages -1, 0.5, 1.5, 2, 3, 4
//   double second = walsh_average(sorted, 1);         // 0.5
//   double centre = hodges_lehmann(sorted);           // 1.75, between 1.5 and 2
//   double effect = rank_biserial(sorted);            // 0.667: (5 positive - 1 negative) / 6
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace greenbench {

/// n (n + 1) / 2.
[[nodiscard]] constexpr std::uint64_t walsh_count(std::uint64_t n) {
  return n * (n + 1) / 2;
}

/// The average of rank `rank` (0 is the smallest) of ascending `sorted`. Found by bisection over the doubles, which
/// counts averages in O(n) at most 64 times, so that it needs no list of all n (n + 1) / 2 of them: nothing bounds
/// --max-rounds. Throws std::out_of_range when there is no such rank.
[[nodiscard]] double walsh_average(std::span<const double> sorted, std::uint64_t rank);

struct WalshSigns {
  std::uint64_t negative = 0;
  std::uint64_t zero = 0;
  std::uint64_t positive = 0;
};

/// How many averages lie below, at and above 0; O(n).
[[nodiscard]] WalshSigns walsh_signs(std::span<const double> sorted);

/// The values in ascending order, as the functions above want them.
[[nodiscard]] std::vector<double> ascending(std::span<const double> values);

/// The pseudo-median: the median of all Walsh averages of `values`, in any order. Throws std::invalid_argument when
/// there are none.
[[nodiscard]] double hodges_lehmann(std::span<const double> values);

/// The matched-pairs rank-biserial correlation (W+ - W-) / (n (n + 1) / 2), from -1 to 1: 1 when every value is
/// positive. Zeros and ties share their ranks. 0 when there are no values. D. S. Kerby, Comprehensive Psychology 3
/// (2014).
[[nodiscard]] double rank_biserial(std::span<const double> values);

}  // namespace greenbench
