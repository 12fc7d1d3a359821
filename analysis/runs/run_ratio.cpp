#include "analysis/runs/run_ratio.hpp"

#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "analysis/statistics/least_double.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/statistics/welch.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

/// How many of the differences before[i] - after[j] of ascending lists are at most `bound`; O(n): the first such j
/// moves only rightwards as i grows.
std::uint64_t count_not_above(std::span<const double> before, std::span<const double> after, double bound) {
  std::uint64_t count = 0;
  std::size_t first = 0;
  for (const double old_value : before) {
    while (first < after.size() && old_value - after[first] > bound) ++first;
    count += after.size() - first;
  }
  return count;
}

/// 0 is the smallest. Needs no list of all differences, of which two runs of 20,000 rounds have 400 million.
double difference_of_rank(std::span<const double> before, std::span<const double> after, std::uint64_t rank) {
  return least_double(before.front() - after.back(), before.back() - after.front(),
                      [&](double bound) { return count_not_above(before, after, bound) > rank; });
}

}  // namespace

double hodges_lehmann_shift(std::span<const double> before, std::span<const double> after) {
  if (before.empty() || after.empty()) throw std::invalid_argument("Hodges-Lehmann shift of no values");
  const std::vector<double> sorted_before = ascending(before);
  const std::vector<double> sorted_after = ascending(after);
  const std::uint64_t count = std::uint64_t{before.size()} * after.size();
  const double upper = difference_of_rank(sorted_before, sorted_after, count / 2);
  return count % 2 == 1 ? upper : 0.5 * (difference_of_rank(sorted_before, sorted_after, count / 2 - 1) + upper);
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
