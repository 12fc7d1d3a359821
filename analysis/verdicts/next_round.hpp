// What the next round of a hotspot measures: its blocks, and who is in each of them.
//
//   std::vector<ReadyVariant> ready{{.variant = 0, .turn_seconds = 0.012}, {.variant = 1, .turn_seconds = 0.19}};
//   RoundBlocks blocks = next_round(rule, planned, measured, ready, elapsed_seconds);   // {{0, 1}, {0}, {0}, {0}}
//
// The number of blocks is that of block_allocation.hpp, from the rounds so far; incomplete_blocks.hpp says who is in
// which. Before there are least_rounds_for_allocation rounds, and where the number of rounds is fixed, a round is
// filled with about round_seconds of the plan's limits, at least two blocks. Three rounds say little about variances,
// so that no round has more than twice the blocks of any before it. The last round before the time limit is cut to fit.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/verdicts/stop_rule.hpp"

namespace greenbench {

/// The variants that have not failed: indices into the plan's.
[[nodiscard]] std::vector<std::uint32_t> variants_left(const PlannedHotspot& planned, const HotspotRun& measured);

/// Of these, the ones that the next round needs: those of a pair that is not done, and until there are min_rounds
/// rounds those that are in no pair.
[[nodiscard]] std::vector<std::uint32_t> next_variants(const StopRule& rule, const PlannedHotspot& planned,
                                                       const HotspotRun& measured);

/// A variant whose worker is set up.
struct ReadyVariant {
  std::uint32_t variant = 0;  ///< index into PlannedHotspot::variants
  double turn_seconds = 0.0;  ///< what one turn takes, untimed calls included
};

/// For each block the variants that take part, in the order of the plan; never empty.
using BlocksOfRound = std::vector<std::vector<std::uint32_t>>;

/// `ready` in the order of the plan; empty gives no blocks. `elapsed_seconds`: measuring time spent on this hotspot.
[[nodiscard]] BlocksOfRound next_round(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                                       std::span<const ReadyVariant> ready, double elapsed_seconds);

/// What one iteration of each variant took so far, in seconds: the median; 0 where it has not been measured.
[[nodiscard]] std::vector<double> iteration_seconds(const PlannedHotspot& planned, const HotspotRun& measured);

/// What a round of those so far took beside its blocks: processes, set-up, warm-up, end. The median, in seconds; 0
/// where there is none.
[[nodiscard]] double round_start_seconds(const HotspotRun& measured);

}  // namespace greenbench
