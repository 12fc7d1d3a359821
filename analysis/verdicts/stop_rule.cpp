#include "analysis/verdicts/stop_rule.hpp"

#include <algorithm>

#include "analysis/verdicts/comparisons.hpp"

namespace greenbench {

namespace {

bool has_enough_workers(std::uint32_t needed, const HotspotRun& measured, const std::vector<Comparison>& comparisons) {
  return measured.workers.size() >= needed &&
         std::ranges::all_of(comparisons, [&](const Comparison& each) { return each.workers >= needed; });
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
  return stops_on_width(limits) ? 2 : 1;
}

StopState stop_state(const StopRule& rule, const PlannedHotspot& planned, const HotspotRun& measured,
                     double elapsed_seconds) {
  const HotspotBlocks blocks = valid_blocks(planned, measured);
  const std::vector<VariantPair> pairs = open_pairs(planned, measured);
  const std::vector<Comparison> comparisons = compare_variants(planned, measured_pairs(blocks, pairs), rule.level);
  StopState state;
  if (const auto widest = widest_interval(pairs.size(), comparisons, rule.provenance)) {
    state.half_width = widest->half_width;
    state.widest = widest->variant;
    state.widest_ratio = widest->ratio;
  }
  const bool narrow = pairs.empty() || (state.half_width && *state.half_width <= rule.limits.precision);
  if (narrow && has_enough_workers(rule.limits.min_workers, measured, comparisons)) {
    state.stop = StopReason::precision_reached;
  } else if (measured.workers.size() >= rule.limits.max_workers) {
    state.stop = StopReason::max_workers;
  } else if (elapsed_seconds >= rule.limits.time_limit_seconds) {
    state.stop = StopReason::time_limit;
  }
  return state;
}

}  // namespace greenbench
