#include "analysis/warnings/variance_parts.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/rounds/variance_components.hpp"
#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

constexpr std::size_t least_rounds_for_parts = 2;
constexpr std::size_t least_blocks_for_parts = 2;

/// Mean squares of the one-way analysis of variance.
struct MeanSquares {
  double within = 0.0;
  double between = 0.0;
  double blocks_per_round = 0.0;  ///< n0: their mean size, less when they are unequal
};

BlockRatios long_rounds(const BlockRatios& ratios) {
  BlockRatios kept;
  const auto is_long = [](const std::vector<double>& round) { return round.size() >= least_blocks_for_parts; };
  std::ranges::copy_if(ratios, std::back_inserter(kept), is_long);
  return kept;
}

MeanSquares mean_squares(const BlockRatios& rounds) {
  double blocks = 0.0;
  double squared_sizes = 0.0;
  double sum = 0.0;
  double within = 0.0;
  for (const std::vector<double>& round : rounds) {
    const auto size = static_cast<double>(round.size());
    blocks += size;
    squared_sizes += size * size;
    sum += size * mean(round);
    within += squared_deviations(round);
  }
  double between = 0.0;
  for (const std::vector<double>& round : rounds) {
    between += static_cast<double>(round.size()) * std::pow(mean(round) - sum / blocks, 2);
  }
  const auto count = static_cast<double>(rounds.size());
  return {within / (blocks - count), between / (count - 1.0), (blocks - squared_sizes / blocks) / (count - 1.0)};
}

}  // namespace

std::optional<VarianceParts> variance_parts(const BlockRatios& ratios) {
  const BlockRatios rounds = long_rounds(ratios);
  if (rounds.size() < least_rounds_for_parts) return std::nullopt;
  const std::optional<VarianceComponents> components = variance_components(rounds);
  const MeanSquares squares = mean_squares(rounds);
  if (!components || components->centres <= 0.0 || squares.within <= 0.0) return std::nullopt;
  const double between_share =
      (squares.between - squares.within) / (squares.between + (squares.blocks_per_round - 1.0) * squares.within);
  return VarianceParts{std::sqrt(squares.within), between_share, components->between / components->centres};
}

}  // namespace greenbench
