// How many blocks the next round has: the number that makes the run cheapest, from variances and costs alone.
//
//   std::vector<BlockSpread> open{{.within = 0.03 * 0.03, .between = 0.01 * 0.01}};
//   std::uint32_t blocks = cheapest_blocks(open, {.round_seconds = 4.0, .block_seconds = 1.0});   // 6: sqrt(4) x 3
//
// The mean of R rounds of B blocks has the variance (s_b^2 + s_w^2 / B) / R and takes R (c_r + B c_b) seconds. Whatever
// variance is wanted, the time it takes is proportional to (s_b^2 + s_w^2 / B) (c_r + B c_b), which is least at
//   B = sqrt(c_r / c_b) s_w / s_b
// (T. Kalibera and R. Jones, Rigorous benchmarking in reasonable time, ISMM 2013).
//
// Several comparisons share the rounds, and the run ends with the last of them. B minimises the sum over the
// comparisons that are still open, which is the same formula with the sums of their variances. The noisiest, for which
// the run waits, dominate that sum; and it pools estimates that are poor one by one: after three rounds each s_b has
// two degrees of freedom. A comparison that is only in every k-th block has the variance s_b^2 + k s_w^2 / B.
//
// A ratio enters only through the precision that it has to reach, which decides whether its comparison is still open: a
// number of blocks that followed the ratio itself could make differences out of nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/rounds/variance_components.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Of one comparison, in squared log units.
struct BlockSpread {
  double within = 0.0;          ///< s_w^2, of one block in its round
  double between = 0.0;         ///< s_b^2, of rounds beyond that; may be negative
  std::uint32_t every_kth = 1;  ///< block that the comparison is in; see incomplete_blocks.hpp
};

/// Seconds. Both are 0 or more, a block more than 0.
struct BlockCosts {
  double round_seconds = 0.0;  ///< to start a round: processes, set-up, warm-up
  double block_seconds = 0.0;  ///< of one more block
};

inline constexpr std::uint32_t most_blocks_per_round = 60;
/// Fewer say next to nothing about the spread between them.
inline constexpr std::size_t least_rounds_for_allocation = 3;

/// Rounded to the nearest whole number, from 1 to most_blocks_per_round. 1 where no comparison is open or blocks do not
/// vary; the most allowed where the rounds do not vary beyond their blocks. Throws std::invalid_argument when the costs
/// are out of range.
[[nodiscard]] std::uint32_t cheapest_blocks(std::span<const BlockSpread> open, BlockCosts costs);

/// The log-ratios that decide about the precision of a pair: of J; of s as well where joules are estimated, alone where
/// none are known.
[[nodiscard]] std::vector<BlockRatios> deciding_block_ratios(const HotspotBlocks& blocks, VariantPair pair,
                                                             Provenance provenance);

/// What the next round gets. `open` holds the blocks of every comparison that is not yet precise enough, one list per
/// round, `every_kth` for each of them which blocks it is in (empty: all). `first_guess` where none has
/// least_rounds_for_allocation rounds with blocks, or none has a round of two blocks; it should be two or more.
[[nodiscard]] std::uint32_t blocks_per_round(std::span<const BlockRatios> open, BlockCosts costs,
                                             std::uint32_t first_guess, std::span<const std::uint32_t> every_kth = {});

}  // namespace greenbench
