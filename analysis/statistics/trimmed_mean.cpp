#include "analysis/statistics/trimmed_mean.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace greenbench {

double mean(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("mean of no values");
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::size_t> trimmed_indices(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return values[index]; });
  const auto dropped = static_cast<std::ptrdiff_t>(dropped_at_each_end(values.size()));
  std::vector<std::size_t> kept(order.begin() + dropped, order.end() - dropped);
  std::ranges::sort(kept);
  return kept;
}

double mean_over(std::span<const double> values, std::span<const std::size_t> indices) {
  if (indices.empty()) throw std::invalid_argument("mean over no values");
  double sum = 0.0;
  for (const std::size_t index : indices) sum += values[index];
  return sum / static_cast<double>(indices.size());
}

double trimmed_mean(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  const std::size_t dropped = dropped_at_each_end(sorted.size());
  return mean(std::span<const double>{sorted}.subspan(dropped, sorted.size() - 2 * dropped));
}

}  // namespace greenbench
