#include "harness/command_line/baseline_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "harness/command_line/failure.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {

std::optional<VariantId> parse_variant_id(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  return VariantId{std::string{text.substr(0, colon)}, std::string{text.substr(colon + 1)}};
}

void check_baseline(const std::optional<VariantId>& chosen, const Plan& plan) {
  if (!chosen) return;
  const auto has_it = [&](const PlannedHotspot& hotspot) { return has_variant(hotspot, *chosen); };
  if (std::ranges::any_of(plan.hotspots, has_it)) return;
  std::vector<std::string> known;
  for (const PlannedHotspot& hotspot : plan.hotspots) {
    for (const PlannedVariant& variant : hotspot.variants) known.push_back(variant.id.text());
  }
  throw UsageError{fmt::format("--baseline: no hotspot of this run measures {}{}", chosen->text(),
                               did_you_mean(chosen->text(), known))};
}

}  // namespace greenbench
