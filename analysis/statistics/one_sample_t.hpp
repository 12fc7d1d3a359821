// Student's one-sample t-test of "the mean is 0": what a verdict's p-value is made of.
//
//   std::vector<double> log_ratios{1.0, 2.0, 3.0};        // one value per round
//   double p = one_sample_t_p_value(log_ratios);          // 0.0742: t = 2 / (1 / sqrt 3), two degrees of freedom
//
// Unlike the signed-rank test it has no smallest p-value, so that a clear difference passes Holm's adjustment over any
// number of comparisons. It assumes roughly normal values; a verdict therefore asks the signed-rank interval as well.
#pragma once

#include <span>

namespace greenbench {

/// Two-sided, t = mean / (s / sqrt n) with n - 1 degrees of freedom, as scipy.stats.ttest_1samp(values, 0). 1 with
/// fewer than two values, and when all are 0.
///
/// Values that are all the same, but for rounding, and not 0 have no spread to estimate: t would be infinite and p 0,
/// which n values of a coarse clock cannot claim. What remains is their sign. Each was a fair coin if nothing differed,
/// so that p = 2 / 2^n, that of the sign test, which assumes nothing about the spread.
[[nodiscard]] double one_sample_t_p_value(std::span<const double> values);

}  // namespace greenbench
