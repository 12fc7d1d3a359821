// Which variant the settings make the baseline of a hotspot, instead of each language's own.
//
//   AnalysisSettings settings{.baseline = VariantId{"python", "concat"}};
//   if (has_chosen_baseline(hotspot.plan, settings.baseline)) everything_is_compared_with(*settings.baseline);
//   bool first = is_baseline(hotspot.plan.variants[0], hotspot.plan, settings.baseline);
#pragma once

#include <algorithm>
#include <optional>

#include "results/model/schema.hpp"

namespace greenbench {

[[nodiscard]] inline bool has_variant(const PlannedHotspot& planned, const VariantId& id) {
  return std::ranges::find(planned.variants, id, &PlannedVariant::id) != planned.variants.end();
}

/// False, too, when none is chosen: the hotspot then keeps its plan's own baselines.
[[nodiscard]] inline bool has_chosen_baseline(const PlannedHotspot& planned, const std::optional<VariantId>& chosen) {
  return chosen && has_variant(planned, *chosen);
}

/// Whether other variants of the hotspot are compared with this one.
[[nodiscard]] inline bool is_baseline(const PlannedVariant& variant, const PlannedHotspot& planned,
                                      const std::optional<VariantId>& chosen) {
  return has_chosen_baseline(planned, chosen) ? variant.id == *chosen : variant.baseline;
}

}  // namespace greenbench
