// Welch's comparison of means without equal variances, for two runs that nothing pairs.
//
//   Welch welch = welch_difference({{before, after}});       // before and after: one value per round
//   double p = p_two_sided(welch);                           // scipy.stats.ttest_ind(before, after, equal_var=False)
//   std::optional<Interval> interval = welch_interval(welch, 0.95);
//
// The degrees of freedom are Satterthwaite's. B. L. Welch, Biometrika 34 (1947) 28-35. The same formula serves a
// weighted sum of differences of independent samples, which is what a mean over several hotspots is.
#pragma once

#include <optional>
#include <span>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// Two independent samples, neither of them empty.
struct TwoSamples {
  std::span<const double> before;
  std::span<const double> after;
  double weight = 1.0;
};

struct Welch {
  double difference = 0.0;       ///< of the means: before - after, weighted and summed
  std::optional<Spread> spread;  ///< absent when a sample has fewer than two values, or when none differ at all
};

/// Throws std::invalid_argument when a sample is empty.
[[nodiscard]] Welch welch_difference(std::span<const TwoSamples> parts);
[[nodiscard]] Welch welch_difference(const TwoSamples& samples);

/// Of "the difference is 0". 1 without a spread: nothing can be rejected then.
[[nodiscard]] double p_two_sided(const Welch& welch);

/// Of "the difference is `bound` or more", against less. 1 without a spread.
[[nodiscard]] double p_below(const Welch& welch, double bound);

/// `level` lies in (0, 1). Absent without a spread.
[[nodiscard]] std::optional<Interval> welch_interval(const Welch& welch, double level);

}  // namespace greenbench
