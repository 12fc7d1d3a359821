#include "analysis/statistics/rank_biserial.hpp"

#include <algorithm>
#include <vector>

#include "analysis/statistics/walsh_averages.hpp"

namespace greenbench {

double rank_biserial(std::span<const double> values) {
  if (values.empty()) return 0.0;
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  // W+ is the number of positive Walsh averages, W- of negative ones (Tukey); an average of 0 belongs to neither.
  const WalshSigns signs = walsh_signs(sorted);
  const double difference = static_cast<double>(signs.positive) - static_cast<double>(signs.negative);
  return difference / static_cast<double>(walsh_count(sorted.size()));
}

}  // namespace greenbench
