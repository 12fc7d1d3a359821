#include "analysis/rounds/variance_components.hpp"

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

std::optional<VarianceComponents> variance_components(const BlockRatios& ratios) {
  std::vector<double> centres;
  double squared_errors = 0.0;  // of rounds of two blocks or more
  double single_blocks = 0.0;
  double weighted_variances = 0.0;
  double degrees_of_freedom = 0.0;
  for (const std::vector<double>& round : ratios) {
    if (round.empty()) continue;
    if (round.size() == 1) {
      centres.push_back(round.front());
      ++single_blocks;
      continue;
    }
    const auto size = static_cast<double>(round.size());
    const TrimmedCentre centre = trimmed_centre(round);
    centres.push_back(centre.mean);
    squared_errors += centre.squared_error;
    weighted_variances += (size - 1.0) * size * centre.squared_error;
    degrees_of_freedom += size - 1.0;
  }
  if (centres.size() < 2 || degrees_of_freedom == 0.0) return std::nullopt;
  const auto count = static_cast<double>(centres.size());
  VarianceComponents components;
  components.within = weighted_variances / degrees_of_freedom;
  components.centres = squared_deviations(centres) / (count - 1.0);
  components.between = components.centres - (squared_errors + single_blocks * components.within) / count;
  return components;
}

}  // namespace greenbench
