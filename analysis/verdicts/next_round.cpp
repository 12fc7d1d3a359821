#include "analysis/verdicts/next_round.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/verdicts/block_allocation.hpp"
#include "analysis/verdicts/incomplete_blocks.hpp"

namespace greenbench {
namespace {

constexpr double least_first_blocks = 2.0;
/// A turn that took no measurable time still takes some.
constexpr double shortest_turn_seconds = 1e-6;

/// Where a variant stands among those that are ready; empty when it is not.
std::optional<std::size_t> place_of(std::span<const ReadyVariant> ready, std::size_t variant) {
  const auto found = std::ranges::find(ready, variant, &ReadyVariant::variant);
  if (found == ready.end()) return std::nullopt;
  return static_cast<std::size_t>(found - ready.begin());
}

/// A pair of which both sides are ready.
struct ReadyPair {
  VariantPair pair;
  std::size_t variant_place = 0;
  bool is_precise = false;
};

std::vector<ReadyPair> ready_pairs(const StopState& state, std::span<const ReadyVariant> ready) {
  std::vector<ReadyPair> pairs;
  for (std::size_t index = 0; index < state.pairs.size(); ++index) {
    const VariantPair pair = state.pairs[index];
    const std::optional<std::size_t> place = place_of(ready, pair.variant);
    if (place && place_of(ready, pair.baseline)) pairs.push_back({pair, *place, state.precise[index]});
  }
  return pairs;
}

std::vector<BlockTurn> turns_of(std::span<const ReadyVariant> ready, std::span<const ReadyPair> pairs) {
  std::vector<BlockTurn> turns;
  turns.reserve(ready.size());
  for (const ReadyVariant& each : ready) {
    turns.push_back({.seconds = std::max(each.turn_seconds, shortest_turn_seconds)});
  }
  for (const ReadyPair& each : pairs) {
    turns[each.variant_place].baseline = place_of(ready, each.pair.baseline);
    turns[each.variant_place].is_precise = each.is_precise;
  }
  return turns;
}

std::uint32_t first_guess(double block_seconds, const Limits& limits) {
  const double filling = std::ceil(limits.round_seconds / block_seconds);
  return static_cast<std::uint32_t>(std::clamp(filling, least_first_blocks, double{most_blocks_per_round}));
}

std::size_t most_blocks_so_far(const HotspotBlocks& blocks) {
  std::size_t most = 0;
  for (const RoundBlocks& round : blocks.rounds) most = std::max(most, round.count());
  return most;
}

/// The pairs that are not precise enough decide; all of them where none is left and only the rounds are too few.
std::uint32_t allocated_blocks(const HotspotBlocks& blocks, std::span<const ReadyPair> pairs,
                               const std::vector<BlockTurn>& turns, BlockCosts costs, Provenance provenance,
                               std::uint32_t guess) {
  const std::vector<std::uint32_t> intervals = block_intervals(turns);
  const bool none_open = std::ranges::all_of(pairs, &ReadyPair::is_precise);
  std::vector<BlockRatios> open;
  std::vector<std::uint32_t> every_kth;
  for (const ReadyPair& each : pairs) {
    if (each.is_precise && !none_open) continue;
    for (BlockRatios& ratios : deciding_block_ratios(blocks, each.pair, provenance)) {
      open.push_back(std::move(ratios));
      every_kth.push_back(intervals[each.variant_place]);
    }
  }
  return blocks_per_round(open, costs, guess, every_kth);
}

std::uint32_t number_of_blocks(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                               std::span<const ReadyPair> pairs, const std::vector<BlockTurn>& turns,
                               double elapsed_seconds) {
  const BlockCosts costs{.round_seconds = round_start_seconds(measured), .block_seconds = mean_block_seconds(turns)};
  std::uint32_t wanted = first_guess(costs.block_seconds, rule.limits);
  if (stops_on_width(rule.limits)) {
    const HotspotBlocks blocks = valid_blocks(planned, measured);
    wanted = allocated_blocks(blocks, pairs, turns, costs, rule.provenance, wanted);
    const std::size_t most = most_blocks_so_far(blocks);
    if (most > 0) wanted = std::min(wanted, static_cast<std::uint32_t>(2 * most));
  }
  const double left = rule.limits.time_limit_seconds - elapsed_seconds - costs.round_seconds;
  const double fitting = std::max(1.0, std::floor(left / costs.block_seconds));
  return static_cast<std::uint32_t>(std::min(fitting, static_cast<double>(wanted)));
}

/// From the first turn of a round to the end of its last one.
double seconds_of_blocks(const RoundRecord& round) {
  if (round.samples.empty()) return 0.0;
  const Sample& last = round.samples.back();
  return std::max(0.0, last.started_at + last.wall_seconds - round.samples.front().started_at);
}

}  // namespace

std::vector<std::uint32_t> variants_left(const PlannedHotspot& planned, const HotspotRun& measured) {
  std::vector<std::uint32_t> left;
  for (std::uint32_t variant = 0; variant < planned.variants.size(); ++variant) {
    if (std::ranges::find(measured.failed_variants, variant, &VariantFailure::variant) ==
        measured.failed_variants.end()) {
      left.push_back(variant);
    }
  }
  return left;
}

std::vector<std::uint32_t> next_variants(const StopRule& rule, const PlannedHotspot& planned,
                                         const HotspotRun& measured) {
  const StopState state = stop_state(rule, planned, measured, 0.0);
  const bool too_few = valid_blocks(planned, measured).valid_rounds() < rule.limits.min_rounds;
  std::vector<bool> wanted(planned.variants.size(), too_few);
  for (const auto& [baseline, variant] : state.pairs) wanted[baseline] = wanted[variant] = false;
  for (std::size_t index = 0; index < state.pairs.size(); ++index) {
    if (!state.done[index]) wanted[state.pairs[index].baseline] = wanted[state.pairs[index].variant] = true;
  }
  std::vector<std::uint32_t> variants = variants_left(planned, measured);
  std::erase_if(variants, [&](std::uint32_t variant) { return !wanted[variant]; });
  return variants;
}

double round_start_seconds(const HotspotRun& measured) {
  if (measured.rounds.empty()) return 0.0;
  std::vector<double> seconds;
  seconds.reserve(measured.rounds.size());
  for (const RoundRecord& round : measured.rounds) {
    seconds.push_back(std::max(0.0, round.wall_seconds - seconds_of_blocks(round)));
  }
  return median(std::move(seconds));
}

std::vector<double> iteration_seconds(const PlannedHotspot& planned, const HotspotRun& measured) {
  std::vector<std::vector<double>> seconds(planned.variants.size());
  for (const RoundRecord& round : measured.rounds) {
    for (const Sample& sample : round.samples) {
      if (sample.iterations == 0) continue;
      seconds.at(sample.variant).push_back(sample.wall_seconds / static_cast<double>(sample.iterations));
    }
  }
  std::vector<double> medians;
  medians.reserve(seconds.size());
  for (std::vector<double>& each : seconds) medians.push_back(each.empty() ? 0.0 : median(std::move(each)));
  return medians;
}

BlocksOfRound next_round(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                         std::span<const ReadyVariant> ready, double elapsed_seconds) {
  if (ready.empty()) return {};
  const StopState state = stop_state(rule, planned, measured, elapsed_seconds);
  const std::vector<ReadyPair> pairs = ready_pairs(state, ready);
  const std::vector<BlockTurn> turns = turns_of(ready, pairs);
  const std::uint32_t count = number_of_blocks(rule, planned, measured, pairs, turns, elapsed_seconds);
  BlocksOfRound blocks;
  for (const std::vector<std::size_t>& present : participants(turns, count)) {
    std::vector<std::uint32_t> variants;
    for (const std::size_t place : present) variants.push_back(ready[place].variant);
    if (!variants.empty()) blocks.push_back(std::move(variants));
  }
  return blocks;
}

}  // namespace greenbench
