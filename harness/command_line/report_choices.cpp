#include "harness/command_line/report_choices.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <variant>
#include <vector>

#include "analysis/summary/carbon_places.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/parse_value.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {

std::optional<std::optional<VariantId>> baseline_choice(std::string_view text) {
  if (text == own_baselines) return std::optional<VariantId>{};
  const std::optional<VariantId> id = parse_variant_id(text);
  if (!id) return std::nullopt;
  return id;
}

std::optional<std::optional<double>> rate_choice(std::string_view text) {
  if (text == no_choice) return std::optional<double>{};
  const std::optional<double> rate = parse_rate(text);
  if (!rate) return std::nullopt;
  return rate;
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

std::optional<CarbonIntensity> carbon_choice(std::string_view text) {
  if (text == no_choice) return std::nullopt;
  if (const auto grams = parse_grams_per_kilowatt_hour(text)) {
    return CarbonIntensity{.kind = PlaceKind::given,
                           .code = "",
                           .name = "",
                           .value = GramsPerKilowattHour{*grams},
                           .source = "given with --carbon"};
  }
  const FoundPlace found = find_carbon_place(text);
  if (const auto* place = std::get_if<CarbonIntensity>(&found)) return *place;
  if (const auto* ambiguous = std::get_if<AmbiguousPlace>(&found)) {
    throw UsageError{
        fmt::format("--carbon: '{}' can be {}; write one of them", text, fmt::join(ambiguous->candidates, " or "))};
  }
  throw UsageError{
      fmt::format("--carbon: '{}' is neither a number of grams per kWh nor a known country, US state, Nordic grid zone "
                  "or cloud region{}",
                  text, did_you_mean(text, std::get<UnknownPlace>(found).known))};
}

}  // namespace greenbench
