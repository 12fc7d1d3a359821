// From old / new to one word: cheaper, dearer, equivalent or inconclusive, and why inconclusive.
//
//   ChangeRule rule{.level = 0.95, .margin = 0.02, .comparisons = 4};
//   ChangeRuling ruling = rule_on_change(ratio, rule);
//   if (ruling.verdict == ChangeVerdict::inconclusive) show(ruling.note);   // "interval includes 1"
//
// The rule of verdict.hpp, for two runs: equivalence first, then an interval that excludes 1 and Holm's p-value.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "results/model/run_comparison.hpp"

namespace greenbench {

struct ChangeRule {
  double level = 0.95;
  double margin = 0.02;           ///< equivalent: the 90% interval lies inside 1 / (1 + margin) to 1 + margin
  std::uint32_t comparisons = 1;  ///< the family that p_adjusted was adjusted over
};

struct ChangeRuling {
  ChangeVerdict verdict = ChangeVerdict::inconclusive;
  std::string note;  ///< a few words when inconclusive, else empty
};

/// `ratio.p_adjusted` must be set.
[[nodiscard]] ChangeRuling rule_on_change(const RunRatio& ratio, const ChangeRule& rule);

/// The same for an estimate. `corners` holds the ratio at every corner of the power model's ranges, adjusted within
/// its own family; empty: they are unknown. A verdict that is not the same at all of them becomes inconclusive.
[[nodiscard]] ChangeRuling rule_on_estimated_change(const RunRatio& ratio, std::span<const RunRatio> corners,
                                                    const ChangeRule& rule);

}  // namespace greenbench
