// The Wilcoxon signed-rank test of "the pseudo-median is 0" and the confidence interval that is its dual.
//
//   SignedRank test{log_ratios};                          // one value per round
//   double p = test.p_value();                            // two-sided
//   std::optional<Interval> interval = test.interval(0.95);
//
// Both come from the same counts, of Walsh averages below and above a point, and from the same null distribution.
// Therefore the interval excludes 0 exactly when p <= 1 - level, whatever the values.
//
// Ties and zeros: a Walsh average of exactly 0 (a zero, or two values of equal size and opposite sign) counts
// against rejection on both sides. This is the p-value of the least favourable way of breaking the tie, so the test
// never rejects too often; without ties and zeros it is the textbook's. Ties of equal sign change nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// The distribution of W+ for n values whose signs are fair coins: exact (dynamic programming over the ranks) up to
/// `most_exact` values, the normal approximation with continuity correction beyond.
class SignedRankNull {
 public:
  static constexpr std::size_t most_exact = 100;

  explicit SignedRankNull(std::size_t n);

  /// P(W+ <= k).
  [[nodiscard]] double at_most(std::uint64_t k) const;

 private:
  std::size_t n_;
  std::span<const double> cumulative_;  ///< empty beyond most_exact
};

/// How sure an interval is to be.
struct Confidence {
  // From a number, so that a level can be written as one.
  // NOLINTNEXTLINE(google-explicit-constructor)
  Confidence(double stated_level, double share = 1.0) : level(stated_level), error_share(share) {}

  double level;        ///< what the interval states, in (0, 1)
  double error_share;  ///< of 1 - level that the interval may use up; less than 1 where something else uses the rest
};

/// The least n with 2 / 2^n <= (1 - level) error_share: fewer values have no interval. 5 at 90%, 6 at 95%, 8 at 99%.
[[nodiscard]] std::uint32_t least_values_for_interval(Confidence confidence);

class SignedRank {
 public:
  explicit SignedRank(std::span<const double> values);

  /// Two-sided. 1 when there are no values.
  [[nodiscard]] double p_value() const;

  /// Order statistics of the Walsh averages. Absent when the values are too few, see least_values_for_interval().
  [[nodiscard]] std::optional<Interval> interval(Confidence confidence) const;

 private:
  std::vector<double> sorted_;
  SignedRankNull null_;
};

}  // namespace greenbench
