#include "analysis/statistics/mean_interval.hpp"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

std::optional<double> half_width_of_mean(std::span<const std::vector<double>> samples, double level) {
  double sum = 0.0;
  double sum_of_squares_by_freedom = 0.0;
  for (const std::vector<double>& values : samples) {
    if (values.size() < 2) return std::nullopt;
    const double variance = variance_of_mean(values);
    sum += variance;
    sum_of_squares_by_freedom += variance * variance / static_cast<double>(values.size() - 1);
  }
  if (sum_of_squares_by_freedom == 0.0) return 0.0;  // all values agree to the last bit
  const boost::math::students_t distribution{sum * sum / sum_of_squares_by_freedom};
  const double quantile = boost::math::quantile(boost::math::complement(distribution, 0.5 * (1.0 - level)));
  return quantile * std::sqrt(sum) / static_cast<double>(samples.size());
}

std::optional<Interval> mean_interval(const std::vector<double>& values, double level) {
  const std::optional<double> half_width = half_width_of_mean(std::span{&values, 1}, level);
  if (!half_width) return std::nullopt;
  const double centre = mean(values);
  return Interval{centre - *half_width, centre + *half_width, level};
}

}  // namespace greenbench
