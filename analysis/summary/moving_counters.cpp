#include "analysis/summary/moving_counters.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "results/text/explaining_counters.hpp"

namespace greenbench {

namespace {

/// ln(baseline / variant); infinite where one of them is 0.
double log_ratio(const MovingCounter& counter) {
  return std::log(counter.baseline) - std::log(counter.variant);
}

std::optional<MovingCounter> counted(const ExplainingCounter& counter, const VariantSummary& baseline,
                                     const VariantSummary& variant) {
  const std::optional<double> before = counter.value(baseline);
  const std::optional<double> after = counter.value(variant);
  if (!before || !after || (*before == 0.0 && *after == 0.0)) return std::nullopt;
  MovingCounter moving{.counter = std::string{counter.key}, .baseline = *before, .variant = *after};
  if (*before > 0.0 && *after > 0.0) moving.ratio = *before / *after;
  return moving;
}

const VariantSummary* summary_of(const HotspotReport& hotspot, const VariantId& id) {
  const auto found = std::ranges::find(hotspot.variants, id, &VariantSummary::id);
  return found == hotspot.variants.end() ? nullptr : &*found;
}

bool is_clear(Verdict verdict) {
  return verdict == Verdict::saves || verdict == Verdict::costs;
}

}  // namespace

MovingCounters moving_counters(const VariantSummary& baseline, const VariantSummary& variant, const Movement& joules) {
  const double log_joules = std::log(joules.ratio);
  MovingCounters moving;
  for (const ExplainingCounter& counter : explaining_counters()) {
    const std::optional<MovingCounter> found = counted(counter, baseline, variant);
    if (!found || std::abs(log_ratio(*found)) <= std::log1p(joules.margin)) continue;
    const bool together = (log_ratio(*found) > 0.0) == (log_joules > 0.0);
    (together ? moving.with : moving.against).push_back(*found);
  }
  // Stable, so that ties stand in the order of the table, whatever the library.
  std::ranges::stable_sort(moving.with, {},
                           [&](const MovingCounter& each) { return std::abs(log_ratio(each) - log_joules); });
  std::ranges::stable_sort(moving.against, std::greater{},
                           [](const MovingCounter& each) { return each.ratio ? std::abs(log_ratio(each)) : 0.0; });
  return moving;
}

void add_moving_counters(HotspotReport& hotspot, double margin) {
  for (Comparison& comparison : hotspot.comparisons) {
    const Verdict verdict = comparison.energy ? comparison.energy_verdict : comparison.time_verdict;
    const VariantSummary* const baseline = summary_of(hotspot, comparison.baseline);
    const VariantSummary* const variant = summary_of(hotspot, comparison.variant);
    if (!is_clear(verdict) || baseline == nullptr || variant == nullptr) continue;
    const Ratio& ratio = comparison.energy ? *comparison.energy : comparison.time;
    MovingCounters moving = moving_counters(*baseline, *variant, {.ratio = ratio.value, .margin = margin});
    comparison.moves_with = std::move(moving.with);
    comparison.moves_against = std::move(moving.against);
  }
}

}  // namespace greenbench
