#include "analysis/statistics/hodges_lehmann.hpp"

#include <algorithm>
#include <stdexcept>
#include <vector>

#include "analysis/statistics/walsh_averages.hpp"

namespace greenbench {

double hodges_lehmann(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("Hodges-Lehmann estimate of no values");
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const std::uint64_t count = walsh_count(sorted.size());
  const double upper = walsh_average(sorted, count / 2);
  return count % 2 == 1 ? upper : 0.5 * (walsh_average(sorted, count / 2 - 1) + upper);
}

}  // namespace greenbench
