#include "analysis/verdicts/incomplete_blocks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <stdexcept>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

/// Beyond it a variant is in block 0 alone, however many blocks there are.
constexpr double longest_interval = 1U << 16U;

void require_valid_turns(std::span<const BlockTurn> variants) {
  for (const BlockTurn& variant : variants) {
    if (!(variant.seconds > 0.0) || !std::isfinite(variant.seconds)) {
      throw std::invalid_argument(fmt::format("a turn of {} s: must be more than 0", variant.seconds));
    }
    if (!variant.baseline) continue;
    if (*variant.baseline >= variants.size() || variants[*variant.baseline].baseline) {
      throw std::invalid_argument(fmt::format("variant {} cannot be a baseline", *variant.baseline));
    }
  }
}

double median_seconds(std::span<const BlockTurn> variants) {
  std::vector<double> seconds;
  seconds.reserve(variants.size());
  for (const BlockTurn& variant : variants) seconds.push_back(variant.seconds);
  return median(std::move(seconds));
}

std::uint32_t own_interval(const BlockTurn& variant, double usual_seconds) {
  const double of_cost = std::max(1.0, std::sqrt(variant.seconds / usual_seconds));
  const double wanted = of_cost * (variant.is_precise ? 2.0 : 1.0);
  return std::bit_floor(static_cast<std::uint32_t>(std::min(wanted, longest_interval)));
}

}  // namespace

std::vector<std::uint32_t> block_intervals(std::span<const BlockTurn> variants) {
  if (variants.empty()) return {};
  require_valid_turns(variants);
  const double usual_seconds = median_seconds(variants);
  constexpr std::uint32_t unknown = 0;
  std::vector<std::uint32_t> intervals(variants.size(), unknown);
  for (std::size_t index = 0; index < variants.size(); ++index) {
    if (!variants[index].baseline) continue;
    intervals[index] = own_interval(variants[index], usual_seconds);
    std::uint32_t& of_baseline = intervals[*variants[index].baseline];
    of_baseline = of_baseline == unknown ? intervals[index] : std::min(of_baseline, intervals[index]);
  }
  std::ranges::replace(intervals, unknown, 1U);  // baselines without variants
  return intervals;
}

std::vector<std::vector<std::size_t>> participants(std::span<const BlockTurn> variants, std::uint32_t blocks) {
  const std::vector<std::uint32_t> intervals = block_intervals(variants);
  std::vector<std::vector<std::size_t>> present(blocks);
  for (std::uint32_t block = 0; block < blocks; ++block) {
    for (std::size_t index = 0; index < intervals.size(); ++index) {
      if (block % intervals[index] == 0) present[block].push_back(index);
    }
  }
  return present;
}

double mean_block_seconds(std::span<const BlockTurn> variants) {
  const std::vector<std::uint32_t> intervals = block_intervals(variants);
  double seconds = 0.0;
  for (std::size_t index = 0; index < variants.size(); ++index) {
    seconds += variants[index].seconds / static_cast<double>(intervals[index]);
  }
  return seconds;
}

}  // namespace greenbench
