// From a ratio to one word: saves, costs, equivalent or inconclusive, and why inconclusive.
//
//   VerdictRule rule{.level = 0.95, .margin = 0.02, .rounds = 12, .comparisons = 4};
//   Ruling ruling = rule_on(ratio, rule);
//   if (ruling.verdict == Verdict::inconclusive) show(ruling.note);   // "interval includes 1"
//
// A difference, saves or costs, needs two things: the interval excludes 1, and the adjusted p-value is at most
// 1 - level. For a Ratio these are the exact signed-rank interval and the one-sample t-test, for a RunRatio Welch's.
//
// The rule is the same for a Ratio, a variant against its baseline in one run, and for a RunRatio, a variant in two
// runs; what each calls its verdicts is up to the caller. Equivalence is asked first: a difference that is real but
// lies within the margin does not matter in practice. It is an interval inside a margin, not a rejection, and so it
// takes no part in Holm's adjustment.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "results/model/run_comparison.hpp"

namespace greenbench {

struct VerdictRule {
  double level = 0.95;
  double error_share = 1.0;  ///< of the intervals, see Confidence
  double margin = 0.02;      ///< equivalent: the 90% interval lies inside 1 / (1 + margin) to 1 + margin
  /// That measured both sides of the ratio; empty for two runs, which no round pairs.
  std::optional<std::uint32_t> rounds = {};
  std::uint32_t comparisons = 1;  ///< the family that p_adjusted was adjusted over
};

struct Ruling {
  Verdict verdict = Verdict::inconclusive;
  std::string note;  ///< a few words when inconclusive, else empty
};

/// `ratio.p_adjusted` must be set. Of Ratio and RunRatio, as the functions below.
template <class AnyRatio>
[[nodiscard]] Ruling rule_on(const AnyRatio& ratio, const VerdictRule& rule);

/// The same for an estimate, of the ratio as noise leaves it and as the model does; see model_interval.hpp. What noise
/// would decide and the model cannot is inconclusive.
template <class AnyRatio>
[[nodiscard]] Ruling rule_on_estimate(const AnyRatio& ratio, const AnyRatio& wide, const VerdictRule& rule);

}  // namespace greenbench
