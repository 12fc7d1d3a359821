// The blocks of a round: each a random order of the variants that take part.
//
//   auto lost = measure_blocks({.blocks = {{0, 1}, {0, 1, 2}}, .seed = seed}, take_turn, goes_on, watch, keep);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/machine/block_watch.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

/// So many blocks in a row without joules mean that the counter is gone.
inline constexpr std::uint32_t unreadable_blocks_in_a_row = 3;
/// A round gives up repeating void blocks when it has run this many times the blocks it was asked for: what disturbs
/// the machine that much will not stop soon.
inline constexpr std::uint32_t most_blocks_per_wanted = 2;

struct BlockOrder {
  std::vector<std::vector<std::uint32_t>> blocks;  ///< for each the variants that take part
  std::uint64_t seed = 0;                          ///< of the first block, and of the random order within each
};

/// Lets a variant measure one repetition. Empty when it has failed and takes no further part.
using TakeTurn = std::function<std::optional<TurnMessage>(std::uint32_t variant)>;

/// Whether the round goes on at all.
using GoesOn = std::function<bool()>;

/// Runs the blocks from a random one on, each in random order, gives each to `done`, and repeats void ones at the end,
/// within limits. Returns the reason when the counters are lost.
[[nodiscard]] std::optional<std::string> measure_blocks(const BlockOrder& wanted, const TakeTurn& take_turn,
                                                        const GoesOn& goes_on, BlockWatch& watch,
                                                        const std::function<void(const std::vector<Sample>&)>& done);

}  // namespace greenbench
