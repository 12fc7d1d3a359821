// What a worker does with one hotspot once it is loaded: warm up, calibrate, run blocks.
//
//   Calibration calibration = calibrate_iterations(runner, 2, wanted_region(limits, meter.domains()));
//   warm_up(runner, 2);
//   auto lost = measure_blocks(runner, {.variants = 2, .blocks = 30, .seed = seed}, watch, hooks);
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/machine/block_watch.hpp"
#include "harness/protocol/worker_protocol.hpp"
#include "harness/worker/repetition.hpp"

namespace greenbench {

/// A region must last this many update periods of the slowest counter that moves in steps.
inline constexpr double periods_per_region = 10.0;
/// So many blocks in a row without joules mean that the counter is gone.
inline constexpr std::uint32_t unreadable_blocks_in_a_row = 3;
/// A worker gives up repeating void blocks when it has run this many times the blocks it was asked for: what disturbs
/// the machine that much will not stop soon.
inline constexpr std::uint32_t most_blocks_per_wanted = 2;

/// The region that both the request and the counters allow.
[[nodiscard]] Seconds wanted_region(const Limits& limits, const std::vector<Domain>& domains);

/// Iteration counts for regions of the same duration; blocks are not decided yet.
[[nodiscard]] Calibration calibrate_iterations(RepetitionRunner& runner, std::size_t variants, Seconds region);

/// Runs each variant until two consecutive repetitions agree within 5%, or a bound is hit. Returns the
/// duration of one block.
[[nodiscard]] Seconds warm_up(RepetitionRunner& runner, std::size_t variants);

/// How many blocks fill a worker: about `worker_seconds` of measured time, at least `min_blocks` unless one
/// block is too long for that.
[[nodiscard]] std::uint32_t blocks_for(Seconds block, const Limits& limits, std::uint32_t min_blocks);

/// One sample of a repetition; empty joules and a void reason when its energy could not be read.
[[nodiscard]] Sample to_sample(const Repetition& repetition);

struct BlockHooks {
  std::function<void()> before_repetition;               ///< collect garbage
  std::function<void(const std::vector<Sample>&)> done;  ///< a whole block
};

struct BlockOrder {
  std::size_t variants = 0;
  std::uint32_t blocks = 0;  ///< valid ones
  std::uint64_t seed = 0;    ///< of the random order within each block
};

/// Runs blocks in random order and repeats void ones within limits. Returns the reason when the counters are lost.
[[nodiscard]] std::optional<std::string> measure_blocks(RepetitionRunner& runner, const BlockOrder& wanted,
                                                        BlockWatch& watch, const BlockHooks& hooks);

}  // namespace greenbench
