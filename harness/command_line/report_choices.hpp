// --baseline LANGUAGE:NAME and --carbon PLACE: what a report compares with, and what its energy means in CO2e.
//
//   VariantId chosen = *parse_variant_id("python:concat");
//   check_baseline(chosen, run.plan);       // throws UsageError: "--baseline: no hotspot of this run measures ..."
//   CarbonIntensity germany = carbon_choice("DEU");      // 380.95 g/kWh
//   CarbonIntensity typed = carbon_choice("400");        // 400 g/kWh, given
//   carbon_choice("CA");    // throws UsageError: "'CA' can be country:CAN or state:USA-CA; write one of them"
#pragma once

#include <optional>
#include <string_view>

#include "results/model/carbon.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Empty when the text is not LANGUAGE:NAME, both of at least one character.
[[nodiscard]] std::optional<VariantId> parse_variant_id(std::string_view text);

/// Called before anything is measured. Does nothing when no baseline is chosen. Throws UsageError, with the nearest
/// name, when no hotspot of the plan measures the variant.
void check_baseline(const std::optional<VariantId>& chosen, const Plan& plan);

/// A number of grams per kWh, or a place that the table knows. Throws UsageError with the candidates when several
/// places are called so, or with the nearest name when none is.
[[nodiscard]] CarbonIntensity carbon_choice(std::string_view text);

}  // namespace greenbench
