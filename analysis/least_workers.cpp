#include "analysis/least_workers.hpp"

#include <algorithm>

#include "analysis/stop_rule.hpp"

namespace greenbench {

std::uint32_t least_workers_for(std::size_t comparisons, double level) {
  const auto family = static_cast<double>(std::max<std::size_t>(comparisons, 1));
  std::uint32_t workers = 1;
  for (double least_p = 1.0; family * least_p > 1.0 - level; least_p /= 2.0) ++workers;
  return workers;
}

std::uint32_t least_workers_for(std::size_t comparisons) {
  return least_workers_for(comparisons, 0.95);
}

}  // namespace greenbench
