// The cost of one variant, one value per round: the statistical unit is the round, never the block.
//
//   RoundSamples rounds = samples_of(blocks, 0);
//   std::vector<double> centres = log_centres(rounds, seconds_per_iteration);   // ln s, one per round
//   if (all_have_joules(rounds)) centres = log_centres(rounds, joules_per_iteration);
//
// A round's value is the 20%-trimmed mean over its valid repetitions of ln(value per iteration).
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "analysis/rounds/valid_blocks.hpp"

namespace greenbench {

using SampleList = std::vector<const Sample*>;

/// The valid repetitions of one variant, one list per round that has any.
using RoundSamples = std::vector<SampleList>;

/// What is summarised of one sample; more than 0.
using ValueOf = std::function<double(const Sample&)>;

[[nodiscard]] SampleList samples_of(const RoundBlocks& round, std::size_t variant);
[[nodiscard]] RoundSamples samples_of(const HotspotBlocks& blocks, std::size_t variant);

/// `samples` must not be empty.
[[nodiscard]] double log_centre(std::span<const Sample* const> samples, const ValueOf& value_of);
[[nodiscard]] std::vector<double> log_centres(const RoundSamples& rounds, const ValueOf& value_of);

/// Joules are all or nothing, as in round_ratios.hpp: one repetition without them, and the variant has none.
[[nodiscard]] bool all_have_joules(const RoundSamples& rounds);

[[nodiscard]] double seconds_per_iteration(const Sample& sample);
/// The sample must have joules; so must that of watts().
[[nodiscard]] double joules_per_iteration(const Sample& sample);
[[nodiscard]] double watts(const Sample& sample);

}  // namespace greenbench
