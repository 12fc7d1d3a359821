// What other tools do with two series that were measured one after the other, to be compared with greenbench's pairs.
// Every value counts as independent of all others; a and b need at least two values each, and no two may be equal.
//
//   double p = welch_p_value(a, b);                     // scipy.stats.ttest_ind(a, b, equal_var=False)
//   Interval shift = mann_whitney_interval(a, b, 0.95); // of the Hodges-Lehmann shift a - b
#pragma once

#include <span>

#include "results/model/report.hpp"

namespace greenbench {

/// Two-sided, of equal means.
[[nodiscard]] double welch_p_value(std::span<const double> a, std::span<const double> b);

/// Of mean(a) - mean(b).
[[nodiscard]] Interval welch_interval(std::span<const double> a, std::span<const double> b, double level);

/// Two-sided, by the normal approximation with continuity correction.
[[nodiscard]] double mann_whitney_p_value(std::span<const double> a, std::span<const double> b);

/// Of the shift a - b: the shifts that the test above does not reject. From one difference a[i] - b[j] to another.
/// Absent ends do not occur at the sizes used here: throws std::invalid_argument when the series are too short.
[[nodiscard]] Interval mann_whitney_interval(std::span<const double> a, std::span<const double> b, double level);

}  // namespace greenbench
