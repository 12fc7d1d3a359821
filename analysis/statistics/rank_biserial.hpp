// The matched-pairs rank-biserial correlation: how one-sided the differences are, from -1 to 1.
//
//   std::vector<double> log_ratios{0.1, 0.2, -0.3};
//   double effect = rank_biserial(log_ratios);   // 0: ranks 1 + 2 above zero, rank 3 below
#pragma once

#include <span>

namespace greenbench {

/// (W+ - W-) / (n (n + 1) / 2); 1 when every value is positive. Zeros and ties share their ranks.
/// 0 when there are no values. D. S. Kerby, Comprehensive Psychology 3 (2014).
[[nodiscard]] double rank_biserial(std::span<const double> values);

}  // namespace greenbench
