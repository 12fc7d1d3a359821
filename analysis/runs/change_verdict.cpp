#include "analysis/runs/change_verdict.hpp"

#include <fmt/core.h>

#include <algorithm>

namespace greenbench {

ChangeRuling rule_on_change(const RunRatio& ratio, const ChangeRule& rule) {
  if (!ratio.interval) return {ChangeVerdict::inconclusive, "spread unknown: too few workers"};
  const auto& narrow = ratio.equivalence_interval;
  if (narrow && narrow->low >= 1.0 / (1.0 + rule.margin) && narrow->high <= 1.0 + rule.margin) {
    return {ChangeVerdict::equivalent, ""};
  }
  const bool above = ratio.interval->low > 1.0;
  if (!above && ratio.interval->high >= 1.0) return {ChangeVerdict::inconclusive, "interval includes 1"};
  if (ratio.p_adjusted > 1.0 - rule.level) {
    return {ChangeVerdict::inconclusive,
            fmt::format("Holm: adjusted p {:.2g} over {} comparisons", ratio.p_adjusted, rule.comparisons)};
  }
  return {above ? ChangeVerdict::cheaper : ChangeVerdict::dearer, ""};
}

ChangeRuling rule_on_estimated_change(const RunRatio& ratio, std::span<const RunRatio> corners,
                                      const ChangeRule& rule) {
  ChangeRuling ruling = rule_on_change(ratio, rule);
  if (ruling.verdict == ChangeVerdict::inconclusive) return ruling;
  if (corners.empty()) return {ChangeVerdict::inconclusive, "power model's range unknown"};
  const auto agrees = [&](const RunRatio& corner) { return rule_on_change(corner, rule).verdict == ruling.verdict; };
  if (std::ranges::all_of(corners, agrees)) return ruling;
  return {ChangeVerdict::inconclusive, "power model's range changes the verdict"};
}

}  // namespace greenbench
