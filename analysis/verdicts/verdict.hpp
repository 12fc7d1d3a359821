// From a ratio to one word: saves, costs, equivalent or inconclusive, and why inconclusive.
//
//   VerdictRule rule{.level = 0.95, .margin = 0.02, .workers = 12, .comparisons = 4};
//   Ruling ruling = rule_on(ratio, rule);
//   if (ruling.verdict == Verdict::inconclusive) show(ruling.note);   // "interval includes 1"
//
// Equivalence is asked first: a difference that is real but lies within the margin does not matter in practice. It is
// an interval inside a margin, not a rejection, and so it takes no part in Holm's adjustment.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "results/model/report.hpp"

namespace greenbench {

struct VerdictRule {
  double level = 0.95;
  double margin = 0.02;              ///< equivalent: the 90% interval lies inside 1 / (1 + margin) to 1 + margin
  std::uint32_t workers = 0;         ///< that measured the ratio
  std::uint32_t comparisons = 1;     ///< the family that p_adjusted was adjusted over
  std::uint32_t stopping_price = 1;  ///< that p_adjusted includes
};

struct Ruling {
  Verdict verdict = Verdict::inconclusive;
  std::string note;  ///< a few words when inconclusive, else empty
};

/// `ratio.p_adjusted` must be set.
[[nodiscard]] Ruling rule_on(const Ratio& ratio, const VerdictRule& rule);

/// The same for an estimate. `corners` holds the ratio at every corner of the power model's ranges, adjusted within
/// its own family; empty: they are unknown. A verdict that is not the same at all of them becomes inconclusive.
[[nodiscard]] Ruling rule_on_estimate(const Ratio& ratio, std::span<const Ratio> corners, const VerdictRule& rule);

/// From the lowest low to the highest high of the ratio's interval and those at the corners; absent when one is.
[[nodiscard]] std::optional<Interval> interval_hull(const Ratio& ratio, std::span<const Ratio> corners);

}  // namespace greenbench
