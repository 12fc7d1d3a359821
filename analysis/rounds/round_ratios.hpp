// From samples to one log-ratio per round: the statistical unit is the round, never the block.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   RoundRatios ratios = round_ratios(blocks, {.baseline = 0, .variant = 1});
//   double joules_saved = hodges_lehmann(ratios.energy->trimmed);   // ln(baseline / variant) > 0: the variant saves
//
// In every block d = ln(baseline per iteration) - ln(variant per iteration). A block that lacks one of the two is
// left out; a round without any block of both is left out.
//
// Joules are all or nothing. If one paired block of one round has no joules, or not more than 0, the pair has no
// energy ratio: leaving out only the blocks that read 0 would keep those that happened to read high.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "analysis/rounds/valid_blocks.hpp"

namespace greenbench {

/// Indices into PlannedHotspot::variants.
struct VariantPair {
  std::size_t baseline = 0;
  std::size_t variant = 0;
};

/// Each variant with its baseline, in the order of the plan. Where the hotspot has the `chosen` variant, that is the
/// baseline of all others: variants of a hotspot run in the same blocks, so pairs across languages are as good as any.
/// Else the baseline is that of the variant's language, and a language whose baseline was left out has no pairs.
[[nodiscard]] std::vector<VariantPair> planned_pairs(const PlannedHotspot& planned,
                                                     const std::optional<VariantId>& chosen = std::nullopt);

/// Centres of d over a round's blocks, one per round.
struct RoundCentres {
  std::vector<double> trimmed;  ///< the 20%-trimmed mean of this metric's own d
  std::vector<double> plain;    ///< the plain mean: what was paid, disturbances included
};

/// Means of d over one common set of blocks, trimmed once on time: energy[i] == time[i] + power[i] up to rounding.
struct CommonCentres {
  std::vector<double> energy;
  std::vector<double> time;
  std::vector<double> power;
};

struct RoundRatios {
  RoundCentres time;
  std::optional<RoundCentres> energy;  ///< energy, power and common are present together
  std::optional<RoundCentres> power;
  std::optional<CommonCentres> common;
};

/// Joules of all iterations of a sample; empty when unknown.
using JoulesOf = std::function<std::optional<double>(const Sample&)>;

/// The recorded total, if it is more than 0.
[[nodiscard]] std::optional<double> recorded_joules(const Sample& sample);

[[nodiscard]] RoundRatios round_ratios(const HotspotBlocks& blocks, VariantPair pair);

/// d of every paired block: one list per round, empty where a round has none.
using BlockRatios = std::vector<std::vector<double>>;

[[nodiscard]] BlockRatios time_block_ratios(const HotspotBlocks& blocks, VariantPair pair);

/// From the recorded joules; empty when those of one block are unknown, as above.
[[nodiscard]] std::optional<BlockRatios> energy_block_ratios(const HotspotBlocks& blocks, VariantPair pair);

/// The trimmed energy log-ratios alone, with joules computed another way; empty when a block's joules are unknown.
[[nodiscard]] std::optional<std::vector<double>> energy_log_ratios(const HotspotBlocks& blocks, VariantPair pair,
                                                                   const JoulesOf& joules_of);

}  // namespace greenbench
