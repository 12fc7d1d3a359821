#include "analysis/statistics/scatter.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

double squared_deviations(std::span<const double> values) {
  // A few hundred roundings of 1.1e-16 each, relative to the value: what is smaller is no scatter.
  constexpr double rounding = 1e-13;
  const double centre = mean(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - centre) * (value - centre);
  const double unit = rounding * std::max(1.0, std::abs(centre));
  return sum > static_cast<double>(values.size()) * unit * unit ? sum : 0.0;
}

TrimmedCentre trimmed_centre(std::span<const double> values) {
  std::vector<double> winsorised(values.begin(), values.end());
  std::ranges::sort(winsorised);
  const std::size_t cut = dropped_at_each_end(winsorised.size());
  const auto kept = std::span<double>{winsorised}.subspan(cut, winsorised.size() - 2 * cut);
  const double centre = mean(kept);
  std::ranges::fill(std::span<double>{winsorised}.first(cut), kept.front());
  std::ranges::fill(std::span<double>{winsorised}.last(cut), kept.back());
  const auto n = static_cast<double>(winsorised.size());
  const double kept_share = static_cast<double>(kept.size()) / n;
  return {centre, squared_deviations(winsorised) / (n - 1.0) / (n * kept_share * kept_share)};
}

}  // namespace greenbench
