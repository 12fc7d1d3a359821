// What a worker does with one hotspot once it is loaded: warm up, calibrate, run blocks.
//
//   Calibration calibration = calibrate(runner, request, longest_update_period);
//   warm_up(runner, variant_count);
//   BlockSeries blocks = measure_blocks(runner, request, calibration, before_each, on_block);
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "harness/repetition.hpp"
#include "harness/worker_protocol.hpp"

namespace greenbench {

/// A region must last this many update periods of the slowest counter that moves in steps.
inline constexpr double periods_per_region = 10.0;
/// So many void blocks in a row mean that the counter is gone.
inline constexpr std::uint32_t void_blocks_in_a_row = 3;

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

/// Runs `blocks` valid blocks in random order, repeating void ones. Returns the reason when the counters
/// are lost (three void blocks in a row).
[[nodiscard]] std::optional<std::string> measure_blocks(RepetitionRunner& runner, std::size_t variants,
                                                        std::uint32_t blocks, std::uint64_t seed,
                                                        const BlockHooks& hooks);

}  // namespace greenbench
