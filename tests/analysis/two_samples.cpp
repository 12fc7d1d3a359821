#include "tests/analysis/two_samples.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <cstdint>
#include <stdexcept>
#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

struct Welch {
  double difference = 0.0;
  double error = 0.0;  ///< its standard error
  double degrees = 0.0;
};

/// The variance of the mean.
double variance_of_mean(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const auto count = static_cast<double>(values.size());
  return squares / (count - 1.0) / count;
}

Welch welch(std::span<const double> a, std::span<const double> b) {
  const double of_a = variance_of_mean(a);
  const double of_b = variance_of_mean(b);
  const double both = of_a + of_b;
  const double degrees =
      both * both /
      (of_a * of_a / (static_cast<double>(a.size()) - 1.0) + of_b * of_b / (static_cast<double>(b.size()) - 1.0));
  return {mean(a) - mean(b), std::sqrt(both), degrees};
}

/// Mean and deviation of the number of pairs with a above b when both come from one distribution.
struct PairCount {
  double mean = 0.0;
  double deviation = 0.0;
};

PairCount null_pair_count(std::size_t a, std::size_t b) {
  const auto product = static_cast<double>(a * b);
  return {0.5 * product, std::sqrt(product * static_cast<double>(a + b + 1) / 12.0)};
}

std::vector<double> sorted_copy(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted;
}

/// How many differences a[i] - b[j] of sorted series are at most `shift`.
std::uint64_t differences_up_to(const std::vector<double>& a, const std::vector<double>& b, double shift) {
  std::uint64_t count = 0;
  std::size_t reached = 0;  // values of a that are at most b[j] + shift
  for (const double value : b) {
    while (reached < a.size() && a[reached] <= value + shift) ++reached;
    count += reached;
  }
  return count;
}

/// The difference of rank `rank` (0 is the smallest), by halving the range until it is narrower than any noise.
double difference_of_rank(const std::vector<double>& a, const std::vector<double>& b, std::uint64_t rank) {
  double low = a.front() - b.back();
  double high = a.back() - b.front();
  const double narrow = 1e-13 * (std::abs(low) + std::abs(high));
  while (high - low > narrow) {
    const double middle = 0.5 * (low + high);
    (differences_up_to(a, b, middle) > rank ? high : low) = middle;
  }
  return high;
}

}  // namespace

double welch_p_value(std::span<const double> a, std::span<const double> b) {
  const Welch found = welch(a, b);
  const boost::math::students_t distribution{found.degrees};
  return 2.0 * boost::math::cdf(boost::math::complement(distribution, std::abs(found.difference / found.error)));
}

Interval welch_interval(std::span<const double> a, std::span<const double> b, double level) {
  const Welch found = welch(a, b);
  const double reach = found.error * boost::math::quantile(boost::math::students_t{found.degrees}, 0.5 * (1.0 + level));
  return {found.difference - reach, found.difference + reach, level};
}

double mann_whitney_p_value(std::span<const double> a, std::span<const double> b) {
  const std::uint64_t not_above = differences_up_to(sorted_copy(a), sorted_copy(b), 0.0);
  const PairCount null = null_pair_count(a.size(), b.size());
  const double distance = std::abs(static_cast<double>(not_above) - null.mean) - 0.5;
  const boost::math::normal standard;
  return std::min(1.0, 2.0 * boost::math::cdf(boost::math::complement(standard, distance / null.deviation)));
}

Interval mann_whitney_interval(std::span<const double> a, std::span<const double> b, double level) {
  const PairCount null = null_pair_count(a.size(), b.size());
  const double distance = null.deviation * boost::math::quantile(boost::math::normal{}, 0.5 * (1.0 + level));
  const double most_rejected = std::floor(null.mean - 0.5 - distance);
  if (most_rejected < 0.0) throw std::invalid_argument("series too short for an interval of the shift");
  const auto excluded = static_cast<std::uint64_t>(most_rejected);
  const std::vector<double> sorted_a = sorted_copy(a);
  const std::vector<double> sorted_b = sorted_copy(b);
  const std::uint64_t last = a.size() * b.size() - 1;
  return {difference_of_rank(sorted_a, sorted_b, excluded), difference_of_rank(sorted_a, sorted_b, last - excluded),
          level};
}

}  // namespace greenbench
