// Does a repetition cost more because of its place in the block? The first one, say, after the pause between blocks.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   if (const auto effect = position_effect(blocks, planned.variants.size(), Provenance::measured)) {
//     double first = effect->first;                       // 0.03: first repetitions cost 3% more than the others
//   }
//
// In each round every repetition's ln(cost per iteration) is taken relative to its variant's centre in that round,
// and these are centred over the blocks for each position. A position's contrast is its centre minus the mean of those
// of the other positions. Its effect is the Hodges-Lehmann estimate over the rounds' contrasts, in log units, its
// p-value the exact signed-rank test: the round is the unit. Centres are 20%-trimmed means, as in the ratios.
//
// The order within blocks is random, so an effect of the position scatters the ratios but does not move them; it does
// move the costs themselves.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/rounds/valid_blocks.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Of energy where joules are measured and every valid repetition has them, else of time. A round that lacks a
/// position is left out. Empty with fewer than two positions or three rounds. The largest effect is chosen among all
/// positions, therefore its p-value is multiplied by their number (Bonferroni).
[[nodiscard]] std::optional<PositionEffect> position_effect(const HotspotBlocks& blocks, std::size_t variant_count,
                                                            Provenance provenance);

/// `contrasts[round][position]`; the rounds are at least one and have equally many positions.
[[nodiscard]] PositionEffect effect_of_contrasts(const std::vector<std::vector<double>>& contrasts, Metric metric);

}  // namespace greenbench
