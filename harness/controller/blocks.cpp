#include "harness/controller/blocks.hpp"

#include <algorithm>
#include <deque>
#include <set>
#include <utility>

#include "harness/protocol/seeds.hpp"

namespace greenbench {
namespace {

/// One turn of each variant, in the order given, but for those that have failed before.
std::vector<Sample> measure_block(const std::vector<std::uint32_t>& order, std::set<std::uint32_t>& failed,
                                  const TakeTurn& take_turn, const GoesOn& goes_on, BlockWatch& watch) {
  std::vector<Sample> samples;
  for (const std::uint32_t variant : order) {
    if (failed.contains(variant)) continue;
    if (!goes_on()) return samples;
    std::optional<TurnMessage> turn = take_turn(variant);
    if (!turn) {
      failed.insert(variant);
      continue;
    }
    watch.turn_done(variant, Seconds{turn->cpu_seconds});
    turn->sample.variant = variant;
    turn->sample.position = static_cast<std::uint32_t>(samples.size());
    samples.push_back(std::move(turn->sample));
  }
  return samples;
}

/// From a random place on, and round: how often each kind of block comes stays as it was meant.
std::deque<std::vector<std::uint32_t>> rotated(const std::vector<std::vector<std::uint32_t>>& blocks,
                                               RandomStream& random) {
  std::deque<std::vector<std::uint32_t>> left;
  const std::size_t first = blocks.empty() ? 0 : random.below(blocks.size());
  for (std::size_t place = 0; place < blocks.size(); ++place) left.push_back(blocks[(first + place) % blocks.size()]);
  return left;
}

/// Each block has a stream of its own: its order does not depend on how many came before, or were meant to.
void shuffle_block(std::vector<std::uint32_t>& order, std::uint64_t seed, std::uint32_t block) {
  RandomStream random{derived_seed(seed, {block})};
  shuffle(random, order);
}

/// Why one of a block's repetitions has no joules; empty when all have them.
std::string unreadable(const std::vector<Sample>& samples) {
  const auto bad = std::ranges::find_if(samples, [](const Sample& sample) { return !sample.void_reason.empty(); });
  return bad == samples.end() ? std::string{} : bad->void_reason;
}

/// What one block has come to.
struct Outcome {
  std::string fault;   ///< why its joules cannot be read; empty when they can
  std::string reason;  ///< why it is void; empty when it counts
};

/// One bad repetition voids its whole block, so that every pair in it is complete or absent.
Outcome judge(std::vector<Sample>& samples, std::uint32_t block, BlockWatch& watch) {
  std::string disturbance = watch.disturbance();
  Outcome outcome{.fault = unreadable(samples), .reason = {}};
  outcome.reason = outcome.fault.empty() ? std::move(disturbance) : outcome.fault;
  for (Sample& sample : samples) {
    sample.block = block;
    sample.void_reason = outcome.reason;
  }
  return outcome;
}

}  // namespace

std::optional<std::string> measure_blocks(const BlockOrder& wanted, const TakeTurn& take_turn, const GoesOn& goes_on,
                                          BlockWatch& watch,
                                          const std::function<void(const std::vector<Sample>&)>& done) {
  RandomStream random{wanted.seed};
  std::deque<std::vector<std::uint32_t>> left = rotated(wanted.blocks, random);
  std::set<std::uint32_t> failed;
  std::uint32_t unreadable_in_a_row = 0;
  for (std::uint32_t block = 0; !left.empty() && block < most_blocks_per_wanted * wanted.blocks.size(); ++block) {
    std::vector<std::uint32_t> order = std::move(left.front());
    left.pop_front();
    shuffle_block(order, wanted.seed, block);
    watch.begin_block();
    std::vector<Sample> samples = measure_block(order, failed, take_turn, goes_on, watch);
    if (!goes_on()) return std::nullopt;
    if (samples.empty()) continue;
    const auto [fault, reason] = judge(samples, block, watch);
    done(samples);
    if (!reason.empty()) left.push_back(std::move(order));
    unreadable_in_a_row = fault.empty() ? 0 : unreadable_in_a_row + 1;
    if (unreadable_in_a_row == unreadable_blocks_in_a_row) return fault;
  }
  return std::nullopt;
}

}  // namespace greenbench
