#include "analysis/claims/claim_rule.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace greenbench {
namespace {

enum class Side { below, neither, above };

double no_effect(ClaimEffect effect) {
  return effect == ClaimEffect::ratio ? 1.0 : 0.0;
}

Side side_of(const Interval& interval, double neutral) {
  if (interval.low > neutral) return Side::above;
  return interval.high < neutral ? Side::below : Side::neither;
}

/// A range that reaches over "no effect" claims no direction.
Side side_of(const ClaimedRange& range, double neutral) {
  if (range.low >= neutral) return Side::above;
  return range.high <= neutral ? Side::below : Side::neither;
}

/// An interval that excludes what was claimed.
ClaimRuling rule_outside(Side claimed, Side measured) {
  if (claimed != Side::neither && measured == claimed) {
    return {ClaimVerdict::direction_only, "the effect has the claimed direction, but lies outside the claimed range"};
  }
  if (claimed != Side::neither && measured != Side::neither) {
    return {ClaimVerdict::refuted, "the effect goes the other way"};
  }
  if (claimed == Side::neither) return {ClaimVerdict::refuted, "the effect lies outside the claimed range"};
  return {ClaimVerdict::refuted, "the claimed effect is excluded, and none in its direction is shown"};
}

ClaimRuling rule_on_range(const ClaimedRange& claimed, Side direction, const JudgedEffect& effect) {
  const Interval& interval = effect.interval;
  if (interval.low >= claimed.low && interval.high <= claimed.high) {
    return {ClaimVerdict::confirmed, "the effect lies inside the claimed range"};
  }
  if (interval.high < claimed.low || interval.low > claimed.high) {
    return rule_outside(direction, side_of(interval, no_effect(effect.effect)));
  }
  return {ClaimVerdict::inconclusive, "the interval overlaps an edge of the claimed range"};
}

ClaimedRange margin_range(double margin) {
  return {1.0 / (1.0 + margin), 1.0 + margin};
}

bool lies_in(const Interval& interval, const ClaimedRange& range) {
  return interval.low >= range.low && interval.high <= range.high;
}

bool is_equivalent(const JudgedEffect& effect, double margin) {
  return effect.effect == ClaimEffect::ratio && effect.equivalence_interval &&
         lies_in(*effect.equivalence_interval, margin_range(margin));
}

ClaimRuling rule_on_same(const JudgedEffect& effect, double margin) {
  if (effect.effect == ClaimEffect::difference)
    return {ClaimVerdict::inconclusive, "there is no ratio to compare with the margin"};
  if (is_equivalent(effect, margin)) return {ClaimVerdict::confirmed, "the same within the margin of equivalence"};
  const ClaimedRange same = margin_range(margin);
  if (effect.interval.low > same.high || effect.interval.high < same.low) {
    return {ClaimVerdict::refuted, "the effect lies outside the margin of equivalence"};
  }
  return {ClaimVerdict::inconclusive, "the interval overlaps an edge of the margin of equivalence"};
}

ClaimRuling rule_on_order(ClaimOrder order, const JudgedEffect& effect, double margin) {
  if (order == ClaimOrder::same) return rule_on_same(effect, margin);
  const Side claimed = order == ClaimOrder::less ? Side::above : Side::below;
  const Side measured = side_of(effect.interval, no_effect(effect.effect));
  if (is_equivalent(effect, margin)) {
    ClaimRuling ruling = rule_outside(claimed, measured);
    ruling.reason = "the same within the margin of equivalence";
    return ruling;
  }
  if (measured == claimed) return {ClaimVerdict::confirmed, "the effect has the claimed direction"};
  if (measured != Side::neither) return {ClaimVerdict::refuted, "the effect goes the other way"};
  return {ClaimVerdict::inconclusive, "the interval includes no effect"};
}

/// Where the claimed effect itself lies; the tolerance of 1.05x less does not make it directionless.
Side direction_of(const ClaimStatement& statement, const ClaimedRange& range) {
  const auto of = [](double value, double neutral) {
    if (value > neutral) return Side::above;
    return value < neutral ? Side::below : Side::neither;
  };
  if (const auto* ratio = std::get_if<RatioClaim>(&statement)) return of(ratio->ratio, 1.0);
  if (const auto* difference = std::get_if<DifferenceClaim>(&statement)) return of(difference->amount, 0.0);
  return side_of(range, 1.0);
}

}  // namespace

ClaimRuling rule_on_claim(const ClaimStatement& statement, const JudgedEffect& effect, double margin) {
  if (const auto* order = std::get_if<OrderClaim>(&statement)) return rule_on_order(order->order, effect, margin);
  const std::optional<ClaimedRange> claimed = claimed_range(statement);
  if (!claimed) return {ClaimVerdict::inconclusive, "growth needs several sizes"};
  return rule_on_range(*claimed, direction_of(statement, *claimed), effect);
}

ClaimRuling rule_on_growth(std::span<const Interval> ratios) {
  bool falls = false;
  for (std::size_t later = 1; later < ratios.size(); ++later) {
    const auto earlier = ratios.first(later);
    falls = falls || std::ranges::any_of(earlier, [&](const Interval& each) { return each.low > ratios[later].high; });
  }
  const bool rises = !ratios.empty() && ratios.back().low > ratios.front().high;
  if (rises && !falls) return {ClaimVerdict::confirmed, "the ratio rises from the smallest size to the largest"};
  if (rises) return {ClaimVerdict::direction_only, "the ratio rises on the whole, but falls between some sizes"};
  if (falls) return {ClaimVerdict::refuted, "the ratio falls and is not larger at the largest size"};
  return {ClaimVerdict::inconclusive, "the intervals at the smallest and the largest size overlap"};
}

}  // namespace greenbench
