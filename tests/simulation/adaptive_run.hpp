// A hotspot measured as the program measures it, on simulated noise: round after round, each with the number of blocks
// that block_allocation.hpp asks for, until every ratio is precise enough or there are 80 rounds.
//
//   std::array report{measured_until_stopped(1, [&](std::uint32_t blocks) { return draw(blocks); })};
//   std::vector<Comparison> comparisons = judged(report, {});      // as one report would
//   bool verdict = comparisons[0].time_verdict == Verdict::saves;
//
// stop_state() itself would compute much that the rule does not ask for, thousands of millions of times. What is asked
// here are the same functions that it asks: SignedRank, precision_of() and Limits.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "analysis/verdicts/block_allocation.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// A round takes as long to start as ten blocks.
inline constexpr BlockCosts simulated_costs{.round_seconds = 1.0, .block_seconds = 0.1};
inline constexpr std::uint32_t simulated_first_guess = 10;

/// The d of each block, one list per comparison.
using DrawRound = std::function<std::vector<std::vector<double>>(std::uint32_t blocks)>;

struct AdaptiveRun {
  std::vector<std::vector<double>> centres;  ///< d of every round until it was precise, one list per comparison
  std::vector<std::uint32_t> blocks;         ///< of every round
};

[[nodiscard]] AdaptiveRun measured_until_stopped(std::size_t comparisons, const DrawRound& draw,
                                                 const Limits& limits = {});

/// How many rounds the same rule takes for one comparison when its d of each round are given: `centres` are those of as
/// many rounds as limits allow.
[[nodiscard]] std::size_t rounds_until_precise(std::span<const double> centres, const Limits& limits = {});

/// All comparisons of several hotspots with the verdicts of one report, in their order; `limits` say whether the run
/// might have stopped on width. Of time alone; joules are compared in the same way.
[[nodiscard]] std::vector<Comparison> judged(std::span<const AdaptiveRun> hotspots, const Limits& limits);

}  // namespace greenbench
