#include "analysis/verdicts/ratio.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/statistics/one_sample_t.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"

namespace greenbench {

Interval exponential(const Interval& logarithms) {
  return {std::exp(logarithms.low), std::exp(logarithms.high), logarithms.level};
}

std::optional<Interval> exponential(const std::optional<Interval>& logarithms) {
  return logarithms ? std::optional{exponential(*logarithms)} : std::nullopt;
}

std::optional<Interval> hull_of(const std::optional<Interval>& first, const std::optional<Interval>& second) {
  if (!first || !second) return std::nullopt;
  return Interval{std::min(first->low, second->low), std::max(first->high, second->high), first->level};
}

Ratio ratio_from(std::span<const double> log_ratios, Confidence confidence) {
  const SignedRank test{log_ratios};
  Ratio ratio;
  ratio.value = std::exp(hodges_lehmann(log_ratios));
  ratio.interval = exponential(test.interval(confidence));
  ratio.equivalence_interval = exponential(test.interval({equivalence_level, confidence.error_share}));
  ratio.p_value = one_sample_t_p_value(log_ratios);
  ratio.p_adjusted = ratio.p_value;
  ratio.rank_biserial = rank_biserial(log_ratios);
  return ratio;
}

Ratio ratio_from(const RoundCentres& centres, Confidence confidence) {
  Ratio ratio = ratio_from(centres.trimmed, confidence);
  ratio.plain_mean = std::exp(mean(centres.plain));
  return ratio;
}

Split split_from(const CommonCentres& centres) {
  return {std::exp(mean(centres.energy)), std::exp(mean(centres.time)), std::exp(mean(centres.power))};
}

}  // namespace greenbench
