#include "analysis/verdicts/verdict.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "analysis/statistics/one_sample_t.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

constexpr VerdictRule verdict_rule{.level = 0.95, .margin = 0.02, .rounds = 12, .comparisons = 1};

Ratio ratio_with(Interval wide, Interval narrow, double p_adjusted) {
  Ratio ratio;
  ratio.value = 0.5 * (narrow.low + narrow.high);
  ratio.interval = wide;
  ratio.equivalence_interval = narrow;
  ratio.p_adjusted = p_adjusted;
  return ratio;
}

const Ratio saving = ratio_with({1.10, 1.30, 0.95}, {1.12, 1.28, 0.90}, 0.001);
const Ratio costing = ratio_with({0.70, 0.90, 0.95}, {0.72, 0.88, 0.90}, 0.001);
const Ratio equal = ratio_with({0.985, 1.015, 0.95}, {0.99, 1.01, 0.90}, 0.8);
const Ratio open = ratio_with({0.95, 1.10, 0.95}, {0.96, 1.09, 0.90}, 0.4);

TEST(Verdict, FollowsTheIntervalOfTheRatio) {
  EXPECT_EQ(rule_on(saving, verdict_rule).verdict, Verdict::saves);
  EXPECT_EQ(rule_on(costing, verdict_rule).verdict, Verdict::costs);
  EXPECT_EQ(rule_on(equal, verdict_rule).verdict, Verdict::equivalent);
  EXPECT_EQ(rule_on(saving, verdict_rule).note, "");
}

TEST(Verdict, SaysWhenTheIntervalIncludesOne) {
  EXPECT_EQ(rule_on(open, verdict_rule).verdict, Verdict::inconclusive);
  EXPECT_EQ(rule_on(open, verdict_rule).note, "interval includes 1");
}

TEST(Verdict, ARealDifferenceWithinTheMarginIsEquivalent) {
  const Ratio small = ratio_with({1.003, 1.012, 0.95}, {1.004, 1.011, 0.90}, 0.001);
  EXPECT_EQ(rule_on(small, verdict_rule).verdict, Verdict::equivalent);
  VerdictRule strict = verdict_rule;
  strict.margin = 0.005;
  EXPECT_EQ(rule_on(small, strict).verdict, Verdict::saves);
}

TEST(Verdict, TheMarginIsTheSameOnBothSidesOfOne) {
  EXPECT_EQ(rule_on(ratio_with({0.97, 1.03, 0.95}, {1.0 / 1.02, 1.02, 0.90}, 0.9), verdict_rule).verdict,
            Verdict::equivalent);
  EXPECT_EQ(rule_on(ratio_with({0.97, 1.03, 0.95}, {0.9803, 1.02, 0.90}, 0.9), verdict_rule).verdict,
            Verdict::inconclusive);
}

TEST(Verdict, NeedsAnInterval) {
  Ratio without = saving;
  without.interval.reset();
  VerdictRule five = verdict_rule;
  five.rounds = 5;
  EXPECT_EQ(rule_on(without, five).verdict, Verdict::inconclusive);
  EXPECT_EQ(rule_on(without, five).note, "only 5 rounds: 6 needed");
  five.rounds = 1;
  EXPECT_EQ(rule_on(without, five).note, "only 1 round: 6 needed");
}

TEST(Verdict, NeedsTheAdjustedPValueAsWell) {
  Ratio adjusted = saving;
  adjusted.p_adjusted = 0.08;
  VerdictRule family = verdict_rule;
  EXPECT_EQ(rule_on(adjusted, family).verdict, Verdict::inconclusive);
  EXPECT_EQ(rule_on(adjusted, family).note, "Holm: adjusted p 0.08 over 1 comparison");
  family.comparisons = 20;
  EXPECT_EQ(rule_on(adjusted, family).note, "Holm: adjusted p 0.08 over 20 comparisons");
  adjusted.p_adjusted = 0.05;
  EXPECT_EQ(rule_on(adjusted, family).verdict, Verdict::saves);
}

TEST(Verdict, NeedsTheIntervalAsWell) {
  Ratio rejected = open;
  rejected.p_adjusted = 0.0001;
  EXPECT_EQ(rule_on(rejected, verdict_rule).verdict, Verdict::inconclusive);
  EXPECT_EQ(rule_on(rejected, verdict_rule).note, "interval includes 1");
}

TEST(Verdict, OfSixRoundsAndEighteenComparisonsIsPossible) {
  Ratio clear = ratio_from(std::vector{6.4, 6.5, 6.45, 6.55, 6.5, 6.6}, 0.95);  // about 665 times
  EXPECT_LT(clear.p_value, 1e-8);                                               // t = 6.5 / (0.0707 / sqrt 6) = 225
  clear.p_adjusted = 2.0 * 18.0 * clear.p_value;
  VerdictRule six = verdict_rule;
  six.rounds = 6;
  six.comparisons = 18;
  EXPECT_EQ(rule_on(clear, six).verdict, Verdict::saves);
}

TEST(Ratio, HasThePValueOfTheTTest) {
  const std::vector log_ratios{0.1, 0.2, 0.3, 0.4, 0.5, 0.6};
  EXPECT_DOUBLE_EQ(ratio_from(log_ratios, 0.95).p_value, one_sample_t_p_value(log_ratios));
  EXPECT_EQ(ratio_from(std::vector{0.1}, 0.95).p_value, 1.0);
}

TEST(Verdict, OfTwoRunsNamesNoNumberOfRounds) {
  const VerdictRule two_runs{.level = 0.95, .margin = 0.02, .comparisons = 20};
  RunRatio ratio;
  EXPECT_EQ(rule_on(ratio, two_runs).note, "spread unknown: too few rounds");
  ratio.interval = Interval{1.10, 1.30, 0.95};
  ratio.p_adjusted = 0.08;
  EXPECT_EQ(rule_on(ratio, two_runs).note, "Holm: adjusted p 0.08 over 20 comparisons");
  ratio.p_adjusted = 0.04;
  EXPECT_EQ(rule_on(ratio, two_runs).verdict, Verdict::saves);
}

TEST(EstimateVerdict, IsThatOfTheWideInterval) {
  Ratio wide = saving;
  EXPECT_EQ(rule_on_estimate(saving, wide, verdict_rule).verdict, Verdict::saves);
  wide.value = 1.2;
  wide.interval = Interval{0.8, 1.8, 0.95};
  const Ruling beyond = rule_on_estimate(saving, wide, verdict_rule);
  EXPECT_EQ(beyond.verdict, Verdict::inconclusive);
  EXPECT_EQ(beyond.note, "differences below 1.5x are beyond this estimate");
}

TEST(EstimateVerdict, IsNeverEquivalentWhereTheModelCannotTell) {
  Ratio wide = equal;
  wide.equivalence_interval = Interval{0.7, 1.4, 0.90};
  EXPECT_EQ(rule_on(equal, verdict_rule).verdict, Verdict::equivalent);
  EXPECT_EQ(rule_on_estimate(equal, wide, verdict_rule).verdict, Verdict::inconclusive);
}

TEST(EstimateVerdict, KeepsItsOwnReasonWhenAlreadyInconclusive) {
  EXPECT_EQ(rule_on_estimate(open, saving, verdict_rule).note, "interval includes 1");
}

TEST(EstimateVerdict, IsWithheldWhenTheRangeIsUnknown) {
  Ratio wide = saving;
  wide.interval.reset();
  EXPECT_EQ(rule_on_estimate(saving, wide, verdict_rule).verdict, Verdict::inconclusive);
  EXPECT_EQ(rule_on_estimate(saving, wide, verdict_rule).note, "power model's range unknown");
}

}  // namespace
}  // namespace greenbench
