#include "analysis/statistics/signed_rank.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>

#include "analysis/statistics/walsh_averages.hpp"

namespace greenbench {

namespace {

/// The ranks up to `rank` instead of those below it: it belongs to a positive value with probability one half. Halving
/// is exact in binary, so the probabilities are exact as long as 53 bits hold them.
void add_rank(std::size_t rank, std::vector<double>& probability) {
  probability.resize(probability.size() + rank, 0.0);
  for (std::size_t sum = probability.size(); sum-- > 0;) {
    const double with_rank = sum >= rank ? probability[sum - rank] : 0.0;
    probability[sum] = 0.5 * (probability[sum] + with_rank);
  }
}

using Distributions = std::array<std::vector<double>, SignedRankNull::most_exact + 1>;

/// P(W+ <= k) for 0, 1, ... values. Each distribution is one step from the last, and a run asks for many of them again
/// and again.
Distributions exact_distributions() {
  Distributions all;
  std::vector<double> probability{1.0};
  for (std::size_t n = 0; n < all.size(); ++n) {
    if (n > 0) add_rank(n, probability);
    all[n].resize(probability.size());
    std::partial_sum(probability.begin(), probability.end(), all[n].begin());
  }
  return all;
}

std::span<const double> exact_cumulative(std::size_t n) {
  static const Distributions all = exact_distributions();
  return all[n];
}

double significance_of(Confidence confidence) {
  return (1.0 - confidence.level) * confidence.error_share;
}

}  // namespace

SignedRankNull::SignedRankNull(std::size_t n) : n_(n) {
  if (n <= most_exact) cumulative_ = exact_cumulative(n);
}

double SignedRankNull::at_most(std::uint64_t k) const {
  if (k >= walsh_count(n_)) return 1.0;
  if (!cumulative_.empty()) return cumulative_[k];
  const auto n = static_cast<double>(n_);
  const double mean = n * (n + 1.0) / 4.0;
  const double deviation = std::sqrt(n * (n + 1.0) * (2.0 * n + 1.0) / 24.0);
  return boost::math::cdf(boost::math::normal{mean, deviation}, static_cast<double>(k) + 0.5);
}

std::uint32_t least_values_for_interval(Confidence confidence) {
  std::uint32_t values = 1;
  for (double least_p = 1.0; least_p > significance_of(confidence); least_p /= 2.0) ++values;
  return values;
}

SignedRank::SignedRank(std::span<const double> values) : sorted_(ascending(values)), null_(sorted_.size()) {}

double SignedRank::p_value() const {
  const WalshSigns signs = walsh_signs(sorted_);
  const std::uint64_t fewer = std::min(signs.negative, signs.positive) + signs.zero;
  return std::min(1.0, 2.0 * null_.at_most(fewer));
}

std::optional<Interval> SignedRank::interval(Confidence confidence) const {
  const double significance = significance_of(confidence);
  // `excluded` averages are cut off at each end: the most for which the test would still reject.
  std::uint64_t excluded = 0;
  std::uint64_t too_many = walsh_count(sorted_.size()) / 2 + 1;
  const auto rejects_at = [&](std::uint64_t fewer) { return 2.0 * null_.at_most(fewer) <= significance; };
  if (sorted_.empty() || !rejects_at(0)) return std::nullopt;
  while (too_many - excluded > 1) {
    const std::uint64_t middle = excluded + (too_many - excluded) / 2;
    (rejects_at(middle) ? excluded : too_many) = middle;
  }
  const std::uint64_t last = walsh_count(sorted_.size()) - 1;
  return Interval{walsh_average(sorted_, excluded), walsh_average(sorted_, last - excluded), confidence.level};
}

}  // namespace greenbench
