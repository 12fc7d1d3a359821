#include "results/text/ratio_text.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

Ratio ratio_with(double value, double low, double high) {
  Ratio ratio;
  ratio.value = value;
  ratio.interval = Interval{.low = low, .high = high};
  return ratio;
}

TEST(FactorText, IsLessWhenTheBaselineNeedsMore) {
  EXPECT_EQ(factor_text(2.0, ""), "2.00x less");
  EXPECT_EQ(factor_text(21.34, ""), "21.3x less");
}

TEST(FactorText, IsMoreWhenTheBaselineNeedsLess) {
  EXPECT_EQ(factor_text(0.5, ""), "2.00x more");
  EXPECT_EQ(factor_text(0.943, "~"), "~1.06x more");
}

TEST(FactorText, HasNoDirectionWhenItReadsOne) {
  EXPECT_EQ(factor_text(1.0, ""), "1.00x");
  EXPECT_EQ(factor_text(0.998, "~"), "~1.00x");
}

TEST(RatioText, TurnsTheIntervalWithTheFactor) {
  EXPECT_EQ(ratio_text(ratio_with(2.0, 1.9, 2.1), Verdict::saves, ""), "2.00x less (1.90 to 2.10)");
  EXPECT_EQ(ratio_text(ratio_with(0.5, 0.4, 0.8), Verdict::costs, ""), "2.00x more (1.25 to 2.50)");
}

TEST(RatioText, ShowsOnWhichSideOfOneAnEndLies) {
  EXPECT_EQ(ratio_text(ratio_with(1.02, 1.001, 1.04), Verdict::saves, ""), "1.02x less (1.001 to 1.04)");
  EXPECT_EQ(ratio_text(ratio_with(1.02, 0.996, 1.04), Verdict::inconclusive, ""), "1.02x less (0.996 to 1.04)");
}

TEST(RatioText, SaysSameWhenEquivalent) {
  EXPECT_EQ(ratio_text(ratio_with(0.999, 0.99, 1.01), Verdict::equivalent, "~"), "~same (~0.990 to ~1.01)");
}

TEST(RatioText, MarksEveryNumberOfAnEstimate) {
  EXPECT_EQ(ratio_text(ratio_with(2.0, 1.9, 2.1), Verdict::saves, "~"), "~2.00x less (~1.90 to ~2.10)");
}

TEST(RatioText, SaysWhenThereIsNoInterval) {
  Ratio ratio;
  ratio.value = 2.0;
  EXPECT_EQ(ratio_text(ratio, Verdict::inconclusive, ""), "2.00x less (no interval)");
}

TEST(RatioText, ShowsTheRangeOfTheModelWhereThereIsOne) {
  Ratio ratio = ratio_with(2.0, 1.9, 2.1);
  ratio.model_interval = Interval{.low = 1.5, .high = 2.5};
  EXPECT_EQ(ratio_text(ratio, Verdict::saves, "~"), "~2.00x less (~1.50 to ~2.50)");
}

}  // namespace
}  // namespace greenbench
