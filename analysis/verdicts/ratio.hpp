// A ratio with all that is known about it, from one log-ratio per round.
//
//   RoundCentres centres{.trimmed = log_ratios, .plain = plain_log_ratios};
//   Ratio ratio = ratio_from(centres, 0.95);
//   double two = ratio.value;                     // baseline / variant: the variant needs half
#pragma once

#include <optional>
#include <span>

#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// The equivalence verdict looks at the 90% interval: two one-sided tests at 5% each.
inline constexpr double equivalence_level = 0.90;

/// The estimate and its intervals are signed-rank (of the same share of their error), p_value is the t-test's.
/// p_adjusted is left equal to p_value: only the whole report knows the family. `centres` must not be empty.
[[nodiscard]] Ratio ratio_from(const RoundCentres& centres, Confidence confidence);

/// The same without the plain mean, which stays 1.
[[nodiscard]] Ratio ratio_from(std::span<const double> log_ratios, Confidence confidence);

/// Geometric means over the rounds. The mean, not the Hodges-Lehmann estimate: only means add up exactly.
[[nodiscard]] Split split_from(const CommonCentres& centres);

/// From an interval of logarithms to one of values.
[[nodiscard]] Interval exponential(const Interval& logarithms);
[[nodiscard]] std::optional<Interval> exponential(const std::optional<Interval>& logarithms);

/// From the lower low to the higher high of two intervals, at the level of the first; absent when one of them is.
[[nodiscard]] std::optional<Interval> hull_of(const std::optional<Interval>& first,
                                              const std::optional<Interval>& second);

}  // namespace greenbench
