#include "analysis/verdicts/family.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

Ratio ratio_above_one(double p_value) {
  Ratio ratio;
  ratio.value = 1.2;
  ratio.interval = Interval{1.1, 1.3, 0.95};
  ratio.equivalence_interval = Interval{1.1, 1.3, 0.90};
  ratio.p_value = p_value;
  ratio.p_adjusted = p_value;
  return ratio;
}

Comparison comparison_with(double p_value) {
  Comparison comparison;
  comparison.rounds = 10;
  comparison.energy = ratio_above_one(p_value);
  comparison.time = ratio_above_one(p_value);
  comparison.power = ratio_above_one(p_value);
  return comparison;
}

TEST(Family, IsAdjustedByHolmOverTheWholeReport) {
  std::vector<Comparison> comparisons{comparison_with(0.01), comparison_with(0.04), comparison_with(0.03)};
  std::vector<OpenComparison> open{
      {&comparisons[0], {}, false}, {&comparisons[1], {}, false}, {&comparisons[2], {}, false}};
  EXPECT_EQ(settle(open, {}), 3U);
  EXPECT_DOUBLE_EQ(comparisons[0].energy->p_adjusted, 0.03);
  EXPECT_DOUBLE_EQ(comparisons[1].energy->p_adjusted, 0.06);
  EXPECT_DOUBLE_EQ(comparisons[2].energy->p_adjusted, 0.06);
  EXPECT_DOUBLE_EQ(comparisons[0].time.p_adjusted, 0.03);
  EXPECT_DOUBLE_EQ(comparisons[0].power->p_adjusted, 0.03);
  EXPECT_EQ(comparisons[0].energy_verdict, Verdict::saves);
  EXPECT_EQ(comparisons[0].time_verdict, Verdict::saves);
  EXPECT_EQ(comparisons[1].energy_verdict, Verdict::inconclusive);
  EXPECT_EQ(comparisons[1].verdict_note, "Holm: adjusted p 0.06 over 3 comparisons");
}

TEST(Family, DoesNotCountControls) {
  std::vector<Comparison> comparisons{comparison_with(0.04), comparison_with(0.04)};
  std::vector<OpenComparison> open{{&comparisons[0], {}, false}, {&comparisons[1], {}, true}};
  EXPECT_EQ(settle(open, {}), 1U);
  EXPECT_DOUBLE_EQ(comparisons[0].energy->p_adjusted, 0.04);
  EXPECT_DOUBLE_EQ(comparisons[1].energy->p_adjusted, 0.04);
  EXPECT_EQ(comparisons[1].energy_verdict, Verdict::saves);
}

TEST(Family, CountsAComparisonWithoutJoules) {
  std::vector<Comparison> comparisons{comparison_with(0.01), comparison_with(0.01)};
  comparisons[1].energy.reset();
  comparisons[1].power.reset();
  std::vector<OpenComparison> open{{&comparisons[0], {}, false}, {&comparisons[1], {}, false}};
  EXPECT_EQ(settle(open, {}), 2U);
  EXPECT_DOUBLE_EQ(comparisons[0].energy->p_adjusted, 0.02);
  EXPECT_EQ(comparisons[1].energy_verdict, Verdict::inconclusive);
  EXPECT_EQ(comparisons[1].verdict_note, "below resolution");
  EXPECT_EQ(comparisons[1].time_verdict, Verdict::saves);
}

TEST(Family, SaysWhenNoJoulesWereCountedAtAll) {
  Comparison comparison = comparison_with(0.01);
  comparison.energy.reset();
  std::vector<OpenComparison> open{{&comparison, {}, false}};
  (void)settle(open, {.settings = {}, .provenance = Provenance::estimated, .joules_counted = false});
  EXPECT_EQ(comparison.verdict_note, "no joules known");
}

TEST(Family, WidensAnEstimateByTheModelsErrorButNotOfIdenticalCode) {
  std::vector<Comparison> comparisons{comparison_with(0.001), comparison_with(0.001)};
  std::vector<OpenComparison> open{{&comparisons[0], {ratio_above_one(0.001)}, false, ModelDoubt{1.5, 1.4}},
                                   {&comparisons[1], {ratio_above_one(0.001)}, true, std::nullopt}};
  (void)settle(open, {.settings = {}, .provenance = Provenance::estimated, .joules_counted = true});
  EXPECT_EQ(comparisons[0].energy_verdict, Verdict::inconclusive);
  EXPECT_EQ(comparisons[0].verdict_note, "differences below 1.5x are beyond this estimate");
  EXPECT_EQ(comparisons[0].time_verdict, Verdict::saves) << "seconds are measured";
  ASSERT_TRUE(comparisons[0].energy->model_interval);
  EXPECT_LT(comparisons[0].energy->model_interval->low, 0.82);
  EXPECT_EQ(comparisons[0].energy->model_error, 1.5);
  EXPECT_EQ(comparisons[0].energy->interval->low, 1.1) << "noise stays as it was";
  ASSERT_TRUE(comparisons[0].power->model_interval);
  EXPECT_LT(comparisons[0].power->model_interval->low, 0.82);
  EXPECT_EQ(comparisons[1].energy_verdict, Verdict::saves);
  EXPECT_FALSE(comparisons[1].energy->model_interval);
  EXPECT_FALSE(comparisons[1].power->model_interval);
}

TEST(Family, KnowsNoErrorOfMeasuredJoules) {
  Comparison comparison = comparison_with(0.001);
  std::vector<OpenComparison> open{{&comparison, {}, false, ModelDoubt{1.5, 1.4}}};
  (void)settle(open, {});
  EXPECT_EQ(comparison.energy_verdict, Verdict::saves);
  EXPECT_FALSE(comparison.energy->model_interval);
  EXPECT_FALSE(comparison.energy->model_error);
}

TEST(Family, PaysForStoppingOnWidthBeforeHolm) {
  std::vector<Comparison> comparisons{comparison_with(0.01), comparison_with(0.03), comparison_with(0.03)};
  std::vector<OpenComparison> open{
      {&comparisons[0], {}, false}, {&comparisons[1], {}, false}, {&comparisons[2], {}, true}};
  (void)settle(open, {.settings = {}, .stopping_price = 2});
  EXPECT_DOUBLE_EQ(comparisons[0].energy->p_adjusted, 0.04);  // 2 x 2 x 0.01
  EXPECT_DOUBLE_EQ(comparisons[1].energy->p_adjusted, 0.06);  // 2 x 1 x 0.03
  EXPECT_DOUBLE_EQ(comparisons[2].energy->p_adjusted, 0.06);  // a control stands for itself
  EXPECT_DOUBLE_EQ(comparisons[0].energy->p_value, 0.01);
  EXPECT_EQ(comparisons[0].energy_verdict, Verdict::saves);
  EXPECT_EQ(comparisons[1].energy_verdict, Verdict::inconclusive);
}

RunRatio change_above_one(double p_value) {
  RunRatio ratio;
  ratio.value = 1.2;
  ratio.interval = Interval{1.1, 1.3, 0.95};
  ratio.equivalence_interval = Interval{1.1, 1.3, 0.90};
  ratio.p_value = p_value;
  return ratio;
}

TEST(Family, OfTwoRunsIsAdjustedInTheSameWay) {
  std::vector<VariantChange> changes(3);
  for (VariantChange& change : changes) change.time = change_above_one(0.03);
  changes[0].energy = change_above_one(0.01);
  changes[1].energy_note = "below resolution in the new run";
  std::vector<OpenChange> open{
      {&changes[0], {}, false, "a/b"}, {&changes[1], {}, false, "a/b"}, {&changes[2], {}, true, "control/aa"}};
  EXPECT_EQ(settle(open, {}, Provenance::measured), 2U);
  EXPECT_DOUBLE_EQ(changes[0].energy->p_adjusted, 0.02);
  EXPECT_EQ(changes[0].energy_verdict, ChangeVerdict::cheaper);
  EXPECT_EQ(changes[1].energy_note, "below resolution in the new run");
  EXPECT_DOUBLE_EQ(changes[0].time.p_adjusted, 0.06);
  EXPECT_EQ(changes[0].time_note, "Holm: adjusted p 0.06 over 2 comparisons");
  EXPECT_EQ(changes[2].time_verdict, ChangeVerdict::cheaper);  // a control stands for itself
}

TEST(Family, KnowsTheControlSuite) {
  EXPECT_TRUE(is_control("control/aa"));
  EXPECT_FALSE(is_control("strings/control"));
  EXPECT_TRUE(is_identical_code("control/aa"));
  EXPECT_FALSE(is_identical_code("control/noop"));
}

}  // namespace
}  // namespace greenbench
