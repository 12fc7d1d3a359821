#include "analysis/statistics/holm.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace greenbench {

std::vector<double> holm_adjusted(std::span<const double> p_values) {
  std::vector<std::size_t> order(p_values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return p_values[index]; });
  std::vector<double> adjusted(p_values.size());
  double largest_so_far = 0.0;
  for (std::size_t step = 0; step < order.size(); ++step) {
    const auto still_open = static_cast<double>(order.size() - step);
    largest_so_far = std::max(largest_so_far, std::min(1.0, still_open * p_values[order[step]]));
    adjusted[order[step]] = largest_so_far;
  }
  return adjusted;
}

}  // namespace greenbench
