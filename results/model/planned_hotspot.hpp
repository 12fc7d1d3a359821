// Questions about a planned hotspot: the suite in its id, and which of its variants is the baseline.
//
//   HotspotName name = split_hotspot_id("strings/build");   // suite "strings", hotspot "build"
//   AnalysisSettings settings{.baseline = VariantId{"python", "concat"}};
//   if (has_chosen_baseline(hotspot.plan, settings.baseline)) everything_is_compared_with(*settings.baseline);
//   bool first = is_baseline(hotspot.plan.variants[0], hotspot.plan, settings.baseline);
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "results/model/schema.hpp"

namespace greenbench {

struct HotspotName {
  std::string suite;  ///< empty where the id has no slash
  std::string hotspot;
};

[[nodiscard]] inline HotspotName split_hotspot_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash == std::string_view::npos) return {.suite = "", .hotspot = std::string{id}};
  return {.suite = std::string{id.substr(0, slash)}, .hotspot = std::string{id.substr(slash + 1)}};
}

[[nodiscard]] inline std::string join_hotspot_id(std::string_view suite, std::string_view hotspot) {
  return suite.empty() ? std::string{hotspot} : std::string{suite}.append("/").append(hotspot);
}

/// What the older one of two revisions of a variant is called: "join@main".
[[nodiscard]] inline std::string old_name(std::string_view name, std::string_view reference) {
  return std::string{name}.append("@").append(reference);
}

[[nodiscard]] inline bool has_variant(const PlannedHotspot& planned, const VariantId& id) {
  return std::ranges::find(planned.variants, id, &PlannedVariant::id) != planned.variants.end();
}

/// Whether it is the older one of two revisions that are compared.
[[nodiscard]] inline bool is_of_old_revision(const PlannedVariant& variant) {
  return variant.source && variant.source->revision.is_old();
}

/// Whether its variants are commands, which have no size and are not compared by what they compute.
[[nodiscard]] inline bool runs_commands(const PlannedHotspot& planned) {
  return std::ranges::any_of(planned.variants, [](const PlannedVariant& each) { return each.command.has_value(); });
}

/// Whether the settings choose one of its variants as the baseline of all, instead of each language's own. False, too,
/// when none is chosen: the hotspot then keeps its plan's own baselines.
[[nodiscard]] inline bool has_chosen_baseline(const PlannedHotspot& planned, const std::optional<VariantId>& chosen) {
  return chosen && has_variant(planned, *chosen);
}

/// Whether other variants of the hotspot are compared with this one.
[[nodiscard]] inline bool is_baseline(const PlannedVariant& variant, const PlannedHotspot& planned,
                                      const std::optional<VariantId>& chosen) {
  return has_chosen_baseline(planned, chosen) ? variant.id == *chosen : variant.baseline;
}

}  // namespace greenbench
