#include "analysis/trimmed_mean.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

namespace greenbench {

namespace {

/// One value in five is dropped at each end. Whole-number division is floor(0.2 n) without its rounding error.
constexpr std::size_t trim_divisor = 5;

}  // namespace

double mean(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("mean of no values");
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

std::vector<std::size_t> trimmed_indices(std::span<const double> values) {
  std::vector<std::size_t> order(values.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return values[index]; });
  const auto dropped = static_cast<std::ptrdiff_t>(values.size() / trim_divisor);
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
  const std::size_t dropped = sorted.size() / trim_divisor;
  return mean(std::span<const double>{sorted}.subspan(dropped, sorted.size() - 2 * dropped));
}

}  // namespace greenbench
