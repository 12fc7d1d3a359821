#include "analysis/verdicts/verdict.hpp"

#include <fmt/core.h>

#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

bool lies_within_margin(const std::optional<Interval>& interval, double margin) {
  return interval && interval->low >= 1.0 / (1.0 + margin) && interval->high <= 1.0 + margin;
}

/// The interval excludes 1, but the family's adjustment does not let it count. Of two runs no number of workers can be
/// named: unlike the signed-rank test, Welch's has no smallest p-value.
std::string holm_note(double p_adjusted, const VerdictRule& rule) {
  if (rule.workers) {
    const std::uint32_t needed = least_workers_for(rule.stopping_price * rule.comparisons, rule.level);
    if (*rule.workers < needed) {
      return fmt::format("Holm: {} workers needed for {} comparisons", needed, rule.comparisons);
    }
  }
  return fmt::format("Holm: adjusted p {:.2g} over {} comparisons", p_adjusted, rule.comparisons);
}

std::string too_few_note(const VerdictRule& rule) {
  if (!rule.workers) return "spread unknown: too few workers";
  return fmt::format("only {} worker{}: {} needed", *rule.workers, *rule.workers == 1 ? "" : "s",
                     least_workers_for(1, rule.level));
}

}  // namespace

template <class AnyRatio>
Ruling rule_on(const AnyRatio& ratio, const VerdictRule& rule) {
  if (lies_within_margin(ratio.equivalence_interval, rule.margin)) return {Verdict::equivalent, ""};
  if (!ratio.interval) return {Verdict::inconclusive, too_few_note(rule)};
  const bool above = ratio.interval->low > 1.0;
  const bool below = ratio.interval->high < 1.0;
  if (!above && !below) return {Verdict::inconclusive, "interval includes 1"};
  if (ratio.p_adjusted > 1.0 - rule.level) return {Verdict::inconclusive, holm_note(ratio.p_adjusted, rule)};
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
  return {Verdict::inconclusive, opposite && rule.workers ? "power model's range changes the sign"
                                                          : "power model's range changes the verdict"};
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
