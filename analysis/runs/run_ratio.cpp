#include "analysis/runs/run_ratio.hpp"

#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/welch.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

double hodges_lehmann_shift(std::span<const double> before, std::span<const double> after) {
  if (before.empty() || after.empty()) throw std::invalid_argument("Hodges-Lehmann shift of no values");
  std::vector<double> differences;
  differences.reserve(before.size() * after.size());
  for (const double old_value : before) {
    for (const double new_value : after) differences.push_back(old_value - new_value);
  }
  return median(std::move(differences));
}

RunRatio run_ratio(std::span<const double> log_before, std::span<const double> log_after, double level) {
  const Welch welch = welch_difference(TwoSamples{log_before, log_after});
  RunRatio ratio;
  ratio.value = std::exp(welch.difference);
  ratio.shift = std::exp(hodges_lehmann_shift(log_before, log_after));
  ratio.spread = welch.spread;
  ratio.interval = exponential(welch_interval(welch, level));
  ratio.equivalence_interval = exponential(welch_interval(welch, equivalence_level));
  ratio.p_value = p_two_sided(welch);
  ratio.p_adjusted = ratio.p_value;
  return ratio;
}

double regression_p(const RunRatio& ratio, double bound) {
  return p_below({std::log(ratio.value), ratio.spread}, std::log(ratio_when_dearer_by(bound)));
}

}  // namespace greenbench
