#include "analysis/claims/claim_rule.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace greenbench {
namespace {

constexpr double margin = 0.02;

/// The 90% interval is taken as the same, unless a test says otherwise.
JudgedEffect ratio_between(double low, double high) {
  const Interval interval{.low = low, .high = high};
  return {.interval = interval, .equivalence_interval = interval};
}

JudgedEffect difference_between(double low, double high) {
  return {.interval = {.low = low, .high = high}, .effect = ClaimEffect::difference};
}

ClaimVerdict answer_to(const ClaimStatement& statement, const JudgedEffect& effect) {
  return rule_on_claim(statement, effect, margin).answer;
}

TEST(ClaimRule, ARatioIsConfirmedByAnIntervalInsideItsTolerance) {
  const ClaimStatement claim = RatioClaim{.ratio = 4.4, .tolerance = 0.1};  // 4.0 to 4.84
  EXPECT_EQ(answer_to(claim, ratio_between(4.2, 4.6)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, ratio_between(4.4 / 1.1, 4.4 * 1.1)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, ratio_between(3.9, 4.6)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim, ratio_between(4.2, 5.0)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim, ratio_between(1.0, 9.0)), ClaimVerdict::inconclusive);
}

TEST(ClaimRule, AnEffectOfAnotherSizeHasTheRightDirectionOnlyOnTheClaimedSideOfOne) {
  const ClaimStatement claim = RatioClaim{.ratio = 4.3};
  EXPECT_EQ(answer_to(claim, ratio_between(1.04, 1.06)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, ratio_between(6.0, 7.0)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, ratio_between(0.94, 0.96)), ClaimVerdict::refuted);
}

TEST(ClaimRule, AnIntervalThatExcludesTheClaimAndIncludesOneRefutesIt) {
  const ClaimRuling ruling = rule_on_claim(RatioClaim{.ratio = 4.3}, ratio_between(0.98, 1.03), margin);
  EXPECT_EQ(ruling.answer, ClaimVerdict::refuted);
  EXPECT_EQ(ruling.reason, "the claimed effect is excluded, and none in its direction is shown");
  EXPECT_EQ(answer_to(RatioClaim{.ratio = 4.3}, ratio_between(1.0, 1.03)), ClaimVerdict::refuted);
}

TEST(ClaimRule, NoToleranceReachesToTheOtherSideOfOne) {
  const ClaimStatement less = RatioClaim{.ratio = 1.05, .tolerance = 0.1};
  EXPECT_EQ(answer_to(less, ratio_between(1.01, 1.02)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(less, ratio_between(0.97, 0.99)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(less, ratio_between(0.99, 1.02)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(less, ratio_between(1.3, 1.4)), ClaimVerdict::direction_only);
  const ClaimStatement more = RatioClaim{.ratio = 0.95, .tolerance = 0.1};
  EXPECT_EQ(answer_to(more, ratio_between(1.01, 1.03)), ClaimVerdict::refuted);
}

TEST(ClaimRule, MoreIsJudgedLikeLess) {
  const ClaimStatement claim = RatioClaim{.ratio = 30.0 / 36.0};
  EXPECT_EQ(answer_to(claim, ratio_between(0.80, 0.86)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, ratio_between(0.30, 0.40)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, ratio_between(2.80, 3.10)), ClaimVerdict::refuted);
}

TEST(ClaimRule, ARangeIsTakenAsItStands) {
  const ClaimStatement claim = RangeClaim{.low = 10.0, .high = 100.0};
  EXPECT_EQ(answer_to(claim, ratio_between(10.0, 100.0)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, ratio_between(9.9, 12.0)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim, ratio_between(5.0, 6.0)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, ratio_between(200.0, 300.0)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, ratio_between(0.5, 0.6)), ClaimVerdict::refuted);
}

TEST(ClaimRule, ARangeAroundOneClaimsNoDirection) {
  EXPECT_EQ(answer_to(RangeClaim{.low = 0.9, .high = 1.2}, ratio_between(1.3, 1.4)), ClaimVerdict::refuted);
}

TEST(ClaimRule, ASavingIsARangeOfRatios) {
  const auto range = claimed_range(SavingClaim{.low = 0.5, .high = 0.75});
  EXPECT_DOUBLE_EQ(range->low, 2.0);
  EXPECT_DOUBLE_EQ(range->high, 4.0);
  EXPECT_EQ(answer_to(SavingClaim{.low = 0.5, .high = 0.75}, ratio_between(2.0, 4.0)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(SavingClaim{.low = 0.5, .high = 0.75}, ratio_between(1.2, 1.3)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(SavingClaim{.low = 0.5, .high = 0.75}, ratio_between(0.5, 0.6)), ClaimVerdict::refuted);
}

TEST(ClaimRule, WhatSavesEverythingHasNoUpperEnd) {
  const ClaimStatement claim = SavingClaim{.low = 0.99, .high = 1.0};  // 100 and above
  EXPECT_EQ(claimed_range(claim)->high, std::numeric_limits<double>::infinity());
  EXPECT_EQ(answer_to(claim, ratio_between(150.0, 1e6)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, ratio_between(40.0, 50.0)), ClaimVerdict::direction_only);
}

TEST(ClaimRule, ADifferenceIsJudgedAgainstZero) {
  const ClaimStatement claim = DifferenceClaim{.amount = 80e6, .tolerance = 0.25};  // 64 to 100 MB
  EXPECT_EQ(answer_to(claim, difference_between(64e6, 100e6)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, difference_between(60e6, 70e6)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim, difference_between(5e6, 6e6)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(claim, difference_between(-1e6, 1e6)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(claim, difference_between(-80e6, -79e6)), ClaimVerdict::refuted);
  const ClaimStatement more = DifferenceClaim{.amount = -8.0, .tolerance = 0.25};  // -10 to -6.4
  EXPECT_EQ(answer_to(more, difference_between(-10.0, -6.4)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(more, difference_between(6.4, 10.0)), ClaimVerdict::refuted);
}

TEST(ClaimRule, AnOrderIsConfirmedByAnIntervalOnItsSide) {
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(1.03, 1.05)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(0.93, 0.95)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(0.97, 1.05)), ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::more}, ratio_between(0.93, 0.95)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::more}, ratio_between(1.03, 1.05)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, difference_between(1.0, 2.0)), ClaimVerdict::confirmed);
}

TEST(ClaimRule, ADifferenceWithinTheMarginConfirmsNoOrder) {
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(1.004, 1.010)), ClaimVerdict::direction_only);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(0.995, 1.010)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::less}, ratio_between(0.990, 0.996)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::more}, ratio_between(0.990, 0.996)), ClaimVerdict::direction_only);
}

TEST(ClaimRule, TheSameIsTheMarginOfEquivalenceByTheNarrowerInterval) {
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, ratio_between(0.99, 1.01)), ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, ratio_between(1.03, 1.05)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, ratio_between(0.90, 0.97)), ClaimVerdict::refuted);
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, ratio_between(0.99, 1.05)), ClaimVerdict::inconclusive);
  JudgedEffect effect = ratio_between(0.97, 1.03);
  effect.equivalence_interval = Interval{.low = 0.985, .high = 1.015, .level = 0.90};
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, effect), ClaimVerdict::confirmed);
  effect.equivalence_interval.reset();
  EXPECT_EQ(answer_to(OrderClaim{ClaimOrder::same}, effect), ClaimVerdict::inconclusive);
}

ClaimVerdict growth_of(const std::vector<Interval>& ratios) {
  return rule_on_growth(ratios).answer;
}

TEST(ClaimRule, GrowthNeedsARiseFromFirstToLastAndNoFall) {
  EXPECT_EQ(growth_of({{.low = 0.1, .high = 0.2}, {.low = 3, .high = 4}, {.low = 20, .high = 22}}),
            ClaimVerdict::confirmed);
  EXPECT_EQ(growth_of({{.low = 0.1, .high = 0.2}, {.low = 20, .high = 22}, {.low = 21, .high = 23}}),
            ClaimVerdict::confirmed);
  EXPECT_EQ(growth_of({{.low = 1, .high = 2}, {.low = 20, .high = 22}, {.low = 9, .high = 10}}),
            ClaimVerdict::direction_only);
  EXPECT_EQ(growth_of({{.low = 5, .high = 6}, {.low = 3, .high = 4}, {.low = 1, .high = 2}}), ClaimVerdict::refuted);
  EXPECT_EQ(growth_of({{.low = 5, .high = 6}, {.low = 8, .high = 9}, {.low = 5, .high = 6}}), ClaimVerdict::refuted);
  EXPECT_EQ(growth_of({{.low = 5, .high = 6}, {.low = 5, .high = 7}, {.low = 6, .high = 8}}),
            ClaimVerdict::inconclusive);
}

}  // namespace
}  // namespace greenbench
