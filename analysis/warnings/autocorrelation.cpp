#include "analysis/warnings/autocorrelation.hpp"

#include <boost/math/distributions/normal.hpp>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

/// With two blocks r is -1/2 whatever they are.
constexpr std::size_t least_blocks = 3;

double neighbour_products(const std::vector<double>& values) {
  const double centre = mean(values);
  double sum = 0.0;
  for (std::size_t block = 1; block < values.size(); ++block) {
    sum += (values[block - 1] - centre) * (values[block] - centre);
  }
  return sum;
}

/// Of independent blocks.
struct Expectation {
  double mean = 0.0;
  double variance = 0.0;
};

void add_round(Expectation& expectation, double share, std::size_t blocks) {
  const auto m = static_cast<double>(blocks);
  expectation.mean -= share / m;
  expectation.variance += share * share * (m - 2.0) * (m - 2.0) / (m * m * (m - 1.0));
}

}  // namespace

std::optional<Autocorrelation> lag1_autocorrelation(const BlockRatios& ratios) {
  double products = 0.0;
  double squares = 0.0;
  for (const std::vector<double>& round : ratios) {
    if (round.size() < least_blocks) continue;
    products += neighbour_products(round);
    squares += squared_deviations(round);
  }
  if (squares <= 0.0) return std::nullopt;
  Expectation expected;
  for (const std::vector<double>& round : ratios) {
    if (round.size() >= least_blocks) add_round(expected, squared_deviations(round) / squares, round.size());
  }
  const double value = products / squares;
  const double score = std::abs(value - expected.mean) / std::sqrt(expected.variance);
  return Autocorrelation{value, 2.0 * boost::math::cdf(boost::math::complement(boost::math::normal{}, score))};
}

}  // namespace greenbench
