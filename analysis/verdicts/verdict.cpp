#include "analysis/verdicts/verdict.hpp"

#include <fmt/core.h>

#include "analysis/statistics/holm.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

bool lies_within_margin(const std::optional<Interval>& interval, double margin) {
  return interval && interval->low >= 1.0 / (1.0 + margin) && interval->high <= 1.0 + margin;
}

/// The interval excludes 1, but the family's adjustment does not let it count.
std::string holm_note(const Ratio& ratio, const VerdictRule& rule) {
  const std::uint32_t needed = least_workers_for(rule.stopping_price * rule.comparisons, rule.level);
  if (rule.workers < needed) {
    return fmt::format("Holm: {} workers needed for {} comparisons", needed, rule.comparisons);
  }
  return fmt::format("Holm: adjusted p {:.2g} over {} comparisons", ratio.p_adjusted, rule.comparisons);
}

std::string too_few_note(const VerdictRule& rule) {
  return fmt::format("only {} worker{}: {} needed", rule.workers, rule.workers == 1 ? "" : "s",
                     least_workers_for(1, rule.level));
}

}  // namespace

Ruling rule_on(const Ratio& ratio, const VerdictRule& rule) {
  if (lies_within_margin(ratio.equivalence_interval, rule.margin)) return {Verdict::equivalent, ""};
  if (!ratio.interval) return {Verdict::inconclusive, too_few_note(rule)};
  const bool above = ratio.interval->low > 1.0;
  const bool below = ratio.interval->high < 1.0;
  if (!above && !below) return {Verdict::inconclusive, "interval includes 1"};
  if (ratio.p_adjusted > 1.0 - rule.level) return {Verdict::inconclusive, holm_note(ratio, rule)};
  return {above ? Verdict::saves : Verdict::costs, ""};
}

Ruling rule_on_estimate(const Ratio& ratio, std::span<const Ratio> corners, const VerdictRule& rule) {
  Ruling ruling = rule_on(ratio, rule);
  if (ruling.verdict == Verdict::inconclusive) return ruling;
  if (corners.empty()) return {Verdict::inconclusive, "power model's range unknown"};
  bool differs = false;
  bool opposite = false;  // equivalence has no sign to change
  for (const Ratio& corner : corners) {
    differs = differs || rule_on(corner, rule).verdict != ruling.verdict;
    opposite = opposite || (ruling.verdict != Verdict::equivalent && (corner.value > 1.0) != (ratio.value > 1.0));
  }
  if (!differs) return ruling;
  return {Verdict::inconclusive,
          opposite ? "power model's range changes the sign" : "power model's range changes the verdict"};
}

std::optional<Interval> interval_hull(const Ratio& ratio, std::span<const Ratio> corners) {
  std::optional<Interval> hull = corners.empty() ? std::nullopt : ratio.interval;
  for (const Ratio& corner : corners) hull = hull_of(hull, corner.interval);
  return hull;
}

}  // namespace greenbench
