#include "analysis/verdicts/verdict.hpp"

#include <algorithm>

#include <fmt/core.h>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

bool lies_within_margin(const std::optional<Interval>& interval, double margin) {
  return interval && interval->low >= 1.0 / (1.0 + margin) && interval->high <= 1.0 + margin;
}

/// The interval excludes 1, but the t-test, adjusted for stopping and for the family, does not reject.
std::string p_value_note(double p_adjusted, const VerdictRule& rule) {
  return fmt::format("Holm: adjusted p {:.2g} over {} comparison{}", p_adjusted, rule.comparisons,
                     rule.comparisons == 1 ? "" : "s");
}

std::string too_few_note(const VerdictRule& rule) {
  if (!rule.rounds) return "spread unknown: too few rounds";
  return fmt::format("only {} round{}: {} needed", *rule.rounds, *rule.rounds == 1 ? "" : "s",
                     least_values_for_interval({rule.level, rule.error_share}));
}

/// How much a ratio would have to differ from 1 for an interval as wide as this one to show it.
std::string beyond_estimate_note(const Interval& wide, double value) {
  return fmt::format("differences below {:.2g}x are beyond this estimate",
                     std::max(value / wide.low, wide.high / value));
}

}  // namespace

template <class AnyRatio>
Ruling rule_on(const AnyRatio& ratio, const VerdictRule& rule) {
  if (lies_within_margin(ratio.equivalence_interval, rule.margin)) return {Verdict::equivalent, ""};
  if (!ratio.interval) return {Verdict::inconclusive, too_few_note(rule)};
  // Both have to agree. The t-test alone is weak for odd shapes; the signed-rank interval alone is not adjusted for the
  // family, and its test could not be: its p-value is never below 2 / 2^n.
  const bool above = ratio.interval->low > 1.0;
  const bool below = ratio.interval->high < 1.0;
  if (!above && !below) return {Verdict::inconclusive, "interval includes 1"};
  if (ratio.p_adjusted > 1.0 - rule.level) return {Verdict::inconclusive, p_value_note(ratio.p_adjusted, rule)};
  return {above ? Verdict::saves : Verdict::costs, ""};
}

template <class AnyRatio>
Ruling rule_on_estimate(const AnyRatio& ratio, const AnyRatio& wide, const VerdictRule& rule) {
  Ruling ruling = rule_on(ratio, rule);
  if (ruling.verdict == Verdict::inconclusive) return ruling;
  if (!wide.interval) return {Verdict::inconclusive, "power model's range unknown"};
  if (rule_on(wide, rule).verdict == ruling.verdict) return ruling;
  return {Verdict::inconclusive, beyond_estimate_note(*wide.interval, wide.value)};
}

template Ruling rule_on(const Ratio&, const VerdictRule&);
template Ruling rule_on(const RunRatio&, const VerdictRule&);
template Ruling rule_on_estimate(const Ratio&, const Ratio&, const VerdictRule&);
template Ruling rule_on_estimate(const RunRatio&, const RunRatio&, const VerdictRule&);

}  // namespace greenbench
