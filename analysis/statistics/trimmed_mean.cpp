#include "analysis/statistics/trimmed_mean.hpp"

#include <algorithm>
#include <cmath>
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

double median(std::vector<double> values) {
  if (values.empty()) throw std::invalid_argument("median of no values");
  const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, upper);
  if (values.size() % 2 == 1) return *upper;
  return 0.5 * (*std::ranges::max_element(values.begin(), upper) + *upper);
}

double squared_deviations(std::span<const double> values) {
  // A few hundred roundings of 1.1e-16 each, relative to the value: what is smaller is no scatter.
  constexpr double rounding = 1e-13;
  const double centre = mean(values);
  double sum = 0.0;
  for (const double value : values) sum += (value - centre) * (value - centre);
  const double unit = rounding * std::max(1.0, std::abs(centre));
  return sum > static_cast<double>(values.size()) * unit * unit ? sum : 0.0;
}

double variance_of_mean(std::span<const double> values) {
  const double centre = mean(values);
  double squares = 0.0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const auto n = static_cast<double>(values.size());
  return squares / (n - 1.0) / n;
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
