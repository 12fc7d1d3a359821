#include "harness/controller/blocks.hpp"

#include <algorithm>
#include <utility>

#include "harness/protocol/seeds.hpp"

namespace greenbench {
namespace {

/// One turn of each variant, in the order given; a variant that fails leaves the order for good.
std::vector<Sample> measure_block(std::vector<std::uint32_t>& order, const TakeTurn& take_turn, const GoesOn& goes_on,
                                  BlockWatch& watch) {
  std::vector<Sample> samples;
  std::vector<std::uint32_t> remaining;
  for (const std::uint32_t variant : order) {
    if (!goes_on()) return samples;
    std::optional<TurnMessage> turn = take_turn(variant);
    if (!turn) continue;
    watch.turn_done(variant, Seconds{turn->cpu_seconds});
    turn->sample.variant = variant;
    turn->sample.position = static_cast<std::uint32_t>(samples.size());
    samples.push_back(std::move(turn->sample));
    remaining.push_back(variant);
  }
  order = std::move(remaining);
  return samples;
}

/// Why one of a block's repetitions has no joules; empty when all have them.
std::string unreadable(const std::vector<Sample>& samples) {
  const auto bad = std::ranges::find_if(samples, [](const Sample& sample) { return !sample.void_reason.empty(); });
  return bad == samples.end() ? std::string{} : bad->void_reason;
}

}  // namespace

std::optional<std::string> measure_blocks(const BlockOrder& wanted, const TakeTurn& take_turn, const GoesOn& goes_on,
                                          BlockWatch& watch,
                                          const std::function<void(const std::vector<Sample>&)>& done) {
  RandomStream random{wanted.seed};
  std::vector<std::uint32_t> order = wanted.variants;
  std::uint32_t valid = 0;
  std::uint32_t unreadable_in_a_row = 0;
  for (std::uint32_t block = 0; valid < wanted.blocks && block < most_blocks_per_wanted * wanted.blocks; ++block) {
    shuffle(random, order);
    watch.begin_block();
    std::vector<Sample> samples = measure_block(order, take_turn, goes_on, watch);
    if (!goes_on() || samples.empty()) return std::nullopt;
    const std::string disturbance = watch.disturbance();
    const std::string fault = unreadable(samples);
    const std::string& reason = fault.empty() ? disturbance : fault;
    // One bad repetition voids its whole block, so that every pair in it is complete or absent.
    for (Sample& sample : samples) {
      sample.block = block;
      sample.void_reason = reason;
    }
    done(samples);
    if (reason.empty()) ++valid;
    unreadable_in_a_row = fault.empty() ? 0 : unreadable_in_a_row + 1;
    if (unreadable_in_a_row == unreadable_blocks_in_a_row) return fault;
  }
  return std::nullopt;
}

}  // namespace greenbench
