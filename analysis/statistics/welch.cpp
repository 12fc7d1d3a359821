#include "analysis/statistics/welch.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {
namespace {

/// The distribution of (difference - truth) / standard error.
boost::math::students_t distribution_of(const Spread& spread) {
  return boost::math::students_t{spread.degrees_of_freedom};
}

}  // namespace

Welch welch_difference(std::span<const TwoSamples> parts) {
  Welch welch;
  double variance = 0.0;
  double variance_of_variance = 0.0;
  bool known = true;
  for (const TwoSamples& part : parts) {
    welch.difference += part.weight * (mean(part.before) - mean(part.after));
    for (const std::span<const double> sample : {part.before, part.after}) {
      known = known && sample.size() >= 2;
      if (!known) continue;
      const double share = part.weight * part.weight * variance_of_mean(sample);
      variance += share;
      variance_of_variance += share * share / static_cast<double>(sample.size() - 1);
    }
  }
  if (known && variance > 0.0) welch.spread = Spread{std::sqrt(variance), variance * variance / variance_of_variance};
  return welch;
}

Welch welch_difference(const TwoSamples& samples) {
  return welch_difference(std::span{&samples, 1});
}

double p_two_sided(const Welch& welch) {
  if (!welch.spread) return 1.0;
  const double t = std::abs(welch.difference) / welch.spread->standard_error;
  return std::min(1.0, 2.0 * boost::math::cdf(boost::math::complement(distribution_of(*welch.spread), t)));
}

double p_below(const Welch& welch, double bound) {
  if (!welch.spread) return 1.0;
  return boost::math::cdf(distribution_of(*welch.spread), (welch.difference - bound) / welch.spread->standard_error);
}

std::optional<Interval> welch_interval(const Welch& welch, double level) {
  if (!welch.spread) return std::nullopt;
  const double quantile = boost::math::quantile(distribution_of(*welch.spread), 0.5 + 0.5 * level);
  const double half = quantile * welch.spread->standard_error;
  return Interval{welch.difference - half, welch.difference + half, level};
}

}  // namespace greenbench
