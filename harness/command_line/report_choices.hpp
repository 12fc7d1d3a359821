// --baseline LANGUAGE:NAME and --carbon PLACE: what a report compares with, and what its energy means in CO2e.
//
//   std::optional<VariantId> chosen = *baseline_choice("python:concat");
//   check_baseline(chosen, run.plan);       // throws UsageError: "--baseline: no hotspot of this run measures ..."
//   CarbonIntensity germany = *carbon_choice("DEU");     // 380.95 g/kWh
//   CarbonIntensity typed = *carbon_choice("400");       // 400 g/kWh, given
//   carbon_choice("CA");    // throws UsageError: "'CA' can be country:CAN or state:USA-CA; write one of them"
#pragma once

#include <optional>
#include <string_view>

#include "harness/command_line/setting_flags.hpp"
#include "results/model/carbon.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// The inner value is empty for "own", which takes a choice back. Empty when the text is neither that nor
/// LANGUAGE:NAME.
[[nodiscard]] std::optional<std::optional<VariantId>> baseline_choice(std::string_view text);

/// Called before anything is measured. Does nothing when no baseline is chosen. Throws UsageError, with the nearest
/// name, when no hotspot of the plan measures the variant.
void check_baseline(const std::optional<VariantId>& chosen, const Plan& plan);

/// The same for a rate (see parse_rate()) and "none".
[[nodiscard]] std::optional<std::optional<double>> rate_choice(std::string_view text);

/// A number of grams per kWh, or a place that the table knows; empty for "none". Throws UsageError with the candidates
/// when several places are called so, or with the nearest name when none is.
[[nodiscard]] std::optional<CarbonIntensity> carbon_choice(std::string_view text);

}  // namespace greenbench
