#include "analysis/warnings/variance_parts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/rounds/variance_components.hpp"
#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

constexpr std::size_t least_workers_for_parts = 2;
constexpr std::size_t least_blocks_for_parts = 2;

/// Mean squares of the one-way analysis of variance.
struct MeanSquares {
  double within = 0.0;
  double between = 0.0;
  double blocks_per_worker = 0.0;  ///< n0: their mean size, less when they are unequal
};

BlockRatios long_workers(const BlockRatios& ratios) {
  BlockRatios kept;
  const auto is_long = [](const std::vector<double>& worker) { return worker.size() >= least_blocks_for_parts; };
  std::ranges::copy_if(ratios, std::back_inserter(kept), is_long);
  return kept;
}

MeanSquares mean_squares(const BlockRatios& workers) {
  double blocks = 0.0;
  double squared_sizes = 0.0;
  double sum = 0.0;
  double within = 0.0;
  for (const std::vector<double>& worker : workers) {
    const auto size = static_cast<double>(worker.size());
    blocks += size;
    squared_sizes += size * size;
    sum += size * mean(worker);
    within += squared_deviations(worker);
  }
  double between = 0.0;
  for (const std::vector<double>& worker : workers) {
    between += static_cast<double>(worker.size()) * std::pow(mean(worker) - sum / blocks, 2);
  }
  const auto count = static_cast<double>(workers.size());
  return {within / (blocks - count), between / (count - 1.0), (blocks - squared_sizes / blocks) / (count - 1.0)};
}

}  // namespace

std::optional<VarianceParts> variance_parts(const BlockRatios& ratios) {
  const BlockRatios workers = long_workers(ratios);
  if (workers.size() < least_workers_for_parts) return std::nullopt;
  const std::optional<VarianceComponents> components = variance_components(workers);
  const MeanSquares squares = mean_squares(workers);
  if (!components || components->centres <= 0.0 || squares.within <= 0.0) return std::nullopt;
  const double between_share =
      (squares.between - squares.within) / (squares.between + (squares.blocks_per_worker - 1.0) * squares.within);
  return VarianceParts{std::sqrt(squares.within), between_share, components->between / components->centres};
}

}  // namespace greenbench
