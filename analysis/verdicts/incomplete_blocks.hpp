// In which blocks of a round each variant takes part: not every variant is worth its time in every block.
//
//   std::vector<BlockTurn> turns{{.seconds = 0.01}, {.seconds = 0.01, .baseline = 0}, {.seconds = 0.19, .baseline =
//   0}}; std::vector<std::uint32_t> every_kth = block_intervals(turns);               // 1, 1, 4: sqrt(19) = 4.4
//   std::vector<std::vector<std::size_t>> blocks = participants(turns, 6);       // variant 2 in blocks 0 and 4
//
// A variant is in every k-th block, k = p c rounded down to a power of two:
//  - c = sqrt(its seconds / the median of all): in a given time the variances of several means are least when each gets
//    turns in proportion to spread / sqrt(cost) (J. Neyman, J. R. Stat. Soc. 97, 1934, with unequal costs); spreads are
//    taken as equal. It is 2 where a turn takes four times the median, and never less than 1.
//  - p = 2 where the ratio is precise already, else 1. Half the blocks do not undo the precision: a round's variance
//    s_b^2 + s_w^2 / B becomes s_b^2 + 2 s_w^2 / B, which is at most twice as much, and the mean of n values gets no
//    worse by one more value of up to 2 + 1 / n times their variance.
//  - Powers of two, so that rare variants meet in the same blocks and share the turns of their baseline.
// A baseline is in every block that has one of its variants, whatever its own cost, so that pairs stay inside a block.
// Block 0 has every variant, so that every round has a value of each. The caller may shuffle the order of the blocks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace greenbench {

/// A variant as the blocks see it.
struct BlockTurn {
  double seconds = 0.0;                      ///< of one turn, its untimed calls included; more than 0
  bool is_precise = false;                   ///< its ratio needs no more
  std::optional<std::size_t> baseline = {};  ///< index of its baseline; empty for a baseline itself
};

/// k for each variant. That of a baseline is the least of its variants'; 1 where it has none. Throws
/// std::invalid_argument when a time is not more than 0, or when a baseline does not exist or has one of its own.
[[nodiscard]] std::vector<std::uint32_t> block_intervals(std::span<const BlockTurn> variants);

/// For each of `blocks` blocks the indices of the variants that take part, ascending. Throws as block_intervals().
[[nodiscard]] std::vector<std::vector<std::size_t>> participants(std::span<const BlockTurn> variants,
                                                                 std::uint32_t blocks);

/// The mean cost of a block in seconds when many follow each other: what block_allocation.hpp wants to know. Throws as
/// block_intervals().
[[nodiscard]] double mean_block_seconds(std::span<const BlockTurn> variants);

}  // namespace greenbench
