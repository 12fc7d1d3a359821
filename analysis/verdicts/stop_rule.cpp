#include "analysis/verdicts/stop_rule.hpp"

#include <algorithm>
#include <functional>

namespace greenbench {

namespace {

/// Says of each pair whether it is precise and done. `comparisons` are in the same order, but lack the pairs that no
/// round measured.
void judge_pairs(StopState& state, const PlannedHotspot& planned, const std::vector<Comparison>& comparisons,
                 const StopRule& rule) {
  state.precise.assign(state.pairs.size(), false);
  state.done.assign(state.pairs.size(), false);
  auto next = comparisons.begin();
  for (std::size_t index = 0; index < state.pairs.size() && next != comparisons.end(); ++index) {
    if (next->variant != planned.variants[state.pairs[index].variant].id) continue;
    const auto found = precision_of(*next, rule.provenance, precision_for(planned, rule.limits));
    state.precise[index] = found && found->is_reached();
    state.done[index] = state.precise[index] && next->rounds >= rule.limits.min_rounds;
    ++next;
  }
}

/// Those of which both variants are still measured.
std::vector<VariantPair> open_pairs(const PlannedHotspot& planned, const HotspotRun& measured) {
  std::vector<VariantPair> pairs = planned_pairs(planned);
  for (const VariantFailure& failed : measured.failed_variants) {
    std::erase_if(pairs,
                  [&](VariantPair pair) { return pair.baseline == failed.variant || pair.variant == failed.variant; });
  }
  return pairs;
}

}  // namespace

std::uint32_t stopping_price(const Limits& limits) {
  return stops_on_width(limits) ? 3 : 1;
}

Confidence confidence_of(double level, const Limits& limits) {
  constexpr double share_after_stopping = 0.7;
  return {level, stops_on_width(limits) ? share_after_stopping : 1.0};
}

StopState stop_state(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                     double elapsed_seconds) {
  const HotspotBlocks blocks = valid_blocks(planned, measured);
  StopState state;
  state.pairs = open_pairs(planned, measured);
  const std::vector<Comparison> comparisons =
      compare_variants(planned, measured_pairs(blocks, state.pairs), confidence_of(rule.level, rule.limits));
  judge_pairs(state, planned, comparisons, rule);
  state.least_precise =
      least_precise(state.pairs.size(), comparisons, rule.provenance, precision_for(planned, rule.limits));
  const std::uint32_t valid = blocks.valid_rounds();
  if (valid >= rule.limits.min_rounds && std::ranges::all_of(state.done, std::identity{})) {
    state.stop = StopReason::precision_reached;
  } else if (valid >= rule.limits.max_rounds ||
             measured.rounds.size() >= std::size_t{most_starts_per_round} * rule.limits.max_rounds) {
    state.stop = StopReason::max_rounds;
  } else if (elapsed_seconds >= rule.limits.time_limit_seconds) {
    state.stop = StopReason::time_limit;
  }
  return state;
}

}  // namespace greenbench
