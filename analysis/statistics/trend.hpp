// Did a value move over the run? A robust slope and a test that asks only for order.
//
//   std::vector<TrendPoint> points{{0.0, 1.0}, {1.0, 2.0}, {2.0, 4.0}};
//   double slope = theil_sen_slope(points);               // 1.5: the median of 1, 1.5 and 2
//   double p = mann_kendall_p_value(points);              // 1/3: two of the six orders are monotone
//   double change = trend_of(points).change;              // 3: the slope times (2 - 0)
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// `at` rises strictly from point to point.
struct TrendPoint {
  double at = 0.0;
  double value = 0.0;
};

/// The median of the slopes of all pairs (P. K. Sen, J. Am. Stat. Assoc. 63, 1968); O(n^2). In units of value per unit
/// of `at`. Throws std::invalid_argument with fewer than two points.
[[nodiscard]] double theil_sen_slope(std::span<const TrendPoint> points);

/// Two-sided, of values in random order: from the number of pairs that rise and fall (H. B. Mann, Econometrica 13,
/// 1945; M. G. Kendall). Exact up to `most_exact_points`, the normal approximation with continuity correction beyond;
/// O(n^2). Pairs of equal values count against rejection on both sides, as zeros do in signed_rank.hpp.
[[nodiscard]] double mann_kendall_p_value(std::span<const TrendPoint> points);

inline constexpr std::size_t most_exact_points = 60;

/// At most `most` points: means over neighbours, in groups of equal size but for the last.
[[nodiscard]] std::vector<TrendPoint> grouped(std::span<const TrendPoint> points, std::size_t most);

/// Pairs grow with the square of the points, therefore more points than this are grouped first.
inline constexpr std::size_t most_trend_points = 256;

/// The slope times the distance from the first point to the last, and its p-value. No change with fewer than two
/// points.
[[nodiscard]] Trend trend_of(std::span<const TrendPoint> points);

}  // namespace greenbench
