// What a pair of variants differs by in any cost of a sample: as a ratio and as a difference, from one value per
// round.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   std::optional<PairEffect> effect = ratio_effect(blocks, pair, cost_of(ClaimMetric::cpu_time), 0.95);
//   if (effect) show(effect->value);   // 2.0: the variant needs half the CPU time
//
// The machinery is that of round_ratios.hpp and signed_rank.hpp: trimmed means over a round's paired blocks, then
// the Hodges-Lehmann estimate and the exact signed-rank interval over rounds.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>

#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "results/model/claim.hpp"

namespace greenbench {

struct PairEffect {
  double value = 0.0;
  std::optional<Interval> interval = {};              ///< absent with too few rounds
  std::optional<Interval> equivalence_interval = {};  ///< the 90% one
  std::uint32_t rounds = 0;
};

/// Per iteration; empty when it is not known.
using CostOf = std::function<std::optional<double>(const Sample&)>;

/// Joules (as recorded), seconds, watts or CPU seconds. Peak memory is no cost of a sample: always empty.
[[nodiscard]] CostOf cost_of(ClaimMetric metric);
/// Of energy or power, with joules computed another way.
[[nodiscard]] CostOf cost_of(ClaimMetric metric, const JoulesOf& joules_of);

/// baseline / variant. Empty when no round has a block of both, or one cost of one block is unknown or not more
/// than 0: leaving out only such blocks would keep those that happened to read high.
[[nodiscard]] std::optional<PairEffect> ratio_effect(const HotspotBlocks& blocks, VariantPair pair, const CostOf& cost,
                                                     Confidence confidence);

/// baseline - variant, in the cost's unit. Empty when no round has a block of both, or one cost is unknown.
[[nodiscard]] std::optional<PairEffect> difference_effect(const HotspotBlocks& blocks, VariantPair pair,
                                                          const CostOf& cost, Confidence confidence);

}  // namespace greenbench
