// --baseline LANGUAGE:NAME, checked against the plan of the run it is meant for, before anything is measured.
//
//   VariantId chosen = *parse_variant_id("python:concat");
//   check_baseline(chosen, run.plan);       // throws UsageError: "--baseline: no hotspot of this run has ..."
//   Report report = analyse(run, {.baseline = chosen});
#pragma once

#include <optional>
#include <string_view>

#include "results/model/schema.hpp"

namespace greenbench {

/// Empty when the text is not LANGUAGE:NAME, both of at least one character.
[[nodiscard]] std::optional<VariantId> parse_variant_id(std::string_view text);

/// Does nothing when none is chosen. Throws UsageError, with the nearest name, when no hotspot measures the variant.
void check_baseline(const std::optional<VariantId>& chosen, const Plan& plan);

}  // namespace greenbench
