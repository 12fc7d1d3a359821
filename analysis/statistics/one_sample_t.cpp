#include "analysis/statistics/one_sample_t.hpp"

#include <algorithm>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

double one_sample_t_p_value(std::span<const double> values) {
  if (values.size() < 2) return 1.0;
  const auto n = static_cast<double>(values.size());
  const double centre = mean(values);
  const double variance = squared_deviations(values) / (n - 1.0);
  if (variance <= 0.0) return centre == 0.0 ? 1.0 : std::exp2(1.0 - n);
  const boost::math::students_t distribution{n - 1.0};
  const double t = std::abs(centre) / std::sqrt(variance / n);
  return std::min(1.0, 2.0 * boost::math::cdf(boost::math::complement(distribution, t)));
}

}  // namespace greenbench
