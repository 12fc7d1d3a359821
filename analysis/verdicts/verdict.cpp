#include "analysis/verdicts/verdict.hpp"

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
Ruling rule_on_estimate(const AnyRatio& ratio, Corners<AnyRatio> corners, const VerdictRule& rule) {
  Ruling ruling = rule_on(ratio, rule);
  if (ruling.verdict == Verdict::inconclusive) return ruling;
  if (corners.empty()) return {Verdict::inconclusive, "power model's range unknown"};
  bool differs = false;
  bool opposite = false;  // equivalence has no sign to change
  for (const AnyRatio& corner : corners) {
    differs = differs || rule_on(corner, rule).verdict != ruling.verdict;
    opposite = opposite || (ruling.verdict != Verdict::equivalent && (corner.value > 1.0) != (ratio.value > 1.0));
  }
  if (!differs) return ruling;
  // A comparison of two runs does not tell the two apart.
  return {Verdict::inconclusive,
          opposite && rule.rounds ? "power model's range changes the sign" : "power model's range changes the verdict"};
}

template <class AnyRatio>
std::optional<Interval> interval_hull(const AnyRatio& ratio, Corners<AnyRatio> corners) {
  std::optional<Interval> hull = corners.empty() ? std::nullopt : ratio.interval;
  for (const AnyRatio& corner : corners) hull = hull_of(hull, corner.interval);
  return hull;
}

template Ruling rule_on(const Ratio&, const VerdictRule&);
template Ruling rule_on(const RunRatio&, const VerdictRule&);
template Ruling rule_on_estimate(const Ratio&, std::span<const Ratio>, const VerdictRule&);
template Ruling rule_on_estimate(const RunRatio&, std::span<const RunRatio>, const VerdictRule&);
template std::optional<Interval> interval_hull(const Ratio&, std::span<const Ratio>);
template std::optional<Interval> interval_hull(const RunRatio&, std::span<const RunRatio>);

}  // namespace greenbench
