#include "analysis/verdicts/block_allocation.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <stdexcept>
#include <utility>

namespace greenbench {

namespace {

void require_valid_costs(BlockCosts costs) {
  const bool valid = costs.round_seconds >= 0.0 && costs.block_seconds > 0.0 && std::isfinite(costs.round_seconds) &&
                     std::isfinite(costs.block_seconds);
  if (valid) return;
  throw std::invalid_argument(
      fmt::format("a round costs {} s to start and a block {} s: must be 0 or more, and a block "
                  "more than 0",
                  costs.round_seconds, costs.block_seconds));
}

bool has_enough_rounds(const BlockRatios& ratios) {
  const auto has_blocks = [](const std::vector<double>& round) { return !round.empty(); };
  return static_cast<std::size_t>(std::ranges::count_if(ratios, has_blocks)) >= least_rounds_for_allocation;
}

}  // namespace

std::uint32_t cheapest_blocks(std::span<const BlockSpread> open, BlockCosts costs) {
  require_valid_costs(costs);
  double within = 0.0;
  double between = 0.0;
  for (const BlockSpread& spread : open) {
    within += static_cast<double>(spread.every_kth) * spread.within;
    between += spread.between;
  }
  if (within <= 0.0) return 1;
  if (between <= 0.0) return most_blocks_per_round;
  const double blocks = std::sqrt(costs.round_seconds / costs.block_seconds * within / between);
  return static_cast<std::uint32_t>(std::lround(std::clamp(blocks, 1.0, double{most_blocks_per_round})));
}

std::vector<BlockRatios> deciding_block_ratios(const HotspotBlocks& blocks, VariantPair pair, Provenance provenance) {
  std::vector<BlockRatios> deciding;
  if (auto energy = energy_block_ratios(blocks, pair)) deciding.push_back(std::move(*energy));
  if (deciding.empty() || provenance == Provenance::estimated) deciding.push_back(time_block_ratios(blocks, pair));
  return deciding;
}

std::uint32_t blocks_per_round(std::span<const BlockRatios> open, BlockCosts costs, std::uint32_t first_guess,
                               std::span<const std::uint32_t> every_kth) {
  require_valid_costs(costs);
  std::vector<BlockSpread> spreads;
  for (std::size_t index = 0; index < open.size(); ++index) {
    if (!has_enough_rounds(open[index])) continue;
    const std::optional<VarianceComponents> parts = variance_components(open[index]);
    if (!parts) continue;
    spreads.push_back({parts->within, parts->between, index < every_kth.size() ? every_kth[index] : 1});
  }
  return spreads.empty() ? first_guess : cheapest_blocks(spreads, costs);
}

}  // namespace greenbench
