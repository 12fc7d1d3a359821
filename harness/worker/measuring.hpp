// What a worker does with its variant once it is set up: find how much fills a region, warm up, measure.
//
//   Turn turn = choose_turn(runner.seconds_per_iteration(region), region);
//   runner.fix(turn);
//   Seconds seconds = warm_up(runner, expected);
//   Sample sample = to_sample(runner.run());
#pragma once

#include <vector>

#include "harness/worker/repetition.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// A region must last this many update periods of the slowest counter that moves in steps.
inline constexpr double periods_per_region = 10.0;

/// The region that both the request and the counters allow.
[[nodiscard]] Seconds wanted_region(const Limits& limits, const std::vector<Domain>& domains);

/// Two untimed calls, one where a call lasts longer than a region. As many measured iterations as fill the region, and
/// at least twice as many as untimed ones, so that no more than a third of a turn is not measured; where one call lasts
/// ten regions, a single one.
[[nodiscard]] Turn choose_turn(Seconds iteration, Seconds region);

/// As many whole processes as fill the region, each of which starts cold whatever ran before it.
[[nodiscard]] std::uint64_t choose_processes(Seconds iteration, Seconds region);

/// The untimed calls that belong to a known number of iterations.
[[nodiscard]] std::uint64_t untimed_calls_for(Seconds iteration, Seconds region);

/// Runs until two consecutive repetitions agree within 5%, or one agrees with what it took in earlier rounds; five of
/// them at most. Returns the duration of the last one. `expected`: of one repetition; 0 where none was measured.
[[nodiscard]] Seconds warm_up(RepetitionRunner& runner, Seconds expected);

/// One sample of a repetition; empty joules and a void reason when its energy could not be read.
[[nodiscard]] Sample to_sample(const Repetition& repetition);

}  // namespace greenbench
