// What would decide a limit that a cost does not decide yet.
//
//   Obstacle few = too_few_rounds(hotspot, limits, 6);      // "Use --min-rounds 6."
//   Obstacle wide = too_wide(hotspot, limits, 4.0);         // four times the rounds: "Use --min-rounds 48 --time-limit
//   140s." finding.remedy = wide.remedy;
#pragma once

#include <optional>

#include "analysis/budgets/budget_costs.hpp"

namespace greenbench {

/// No interval: `needed` rounds have one.
[[nodiscard]] Obstacle too_few_rounds(const HotspotReport& hotspot, const Limits& limits, std::uint32_t needed);

/// The limit lies in the interval; so many times the rounds would decide, empty where no number would.
[[nodiscard]] Obstacle too_wide(const HotspotReport& hotspot, const Limits& limits, std::optional<double> times);

/// Joules, watts or grams of an estimate in a budget that does not let them decide.
[[nodiscard]] Obstacle not_measured();

/// Noise alone would decide, and the model's error does not let it.
[[nodiscard]] Obstacle model_too_wrong();

}  // namespace greenbench
