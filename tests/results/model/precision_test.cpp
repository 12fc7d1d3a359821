#include "results/model/precision.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace greenbench {
namespace {

TEST(HalfWidth, IsTheSameForARatioAndItsInverse) {
  EXPECT_NEAR(half_width({1.0 / 1.02, 1.02, 0.95}), 0.02, 1e-12);
  EXPECT_NEAR(half_width({3.0 / 1.02, 3.0 * 1.02, 0.95}), 0.02, 1e-12);
  EXPECT_NEAR(half_width({1.0 / (3.0 * 1.02), 1.02 / 3.0, 0.95}), 0.02, 1e-12);
}

TEST(WantedHalfWidth, IsWhatWasAskedForOrATenthOfTheEffectUpToFivePercent) {
  EXPECT_DOUBLE_EQ(wanted_half_width(0.02, 1.0), 0.02);
  EXPECT_DOUBLE_EQ(wanted_half_width(0.02, 1.2), 0.02);             // ln 1.2 = 0.18
  EXPECT_DOUBLE_EQ(wanted_half_width(0.02, std::exp(0.3)), 0.03);   // a tenth of 0.3
  EXPECT_DOUBLE_EQ(wanted_half_width(0.02, std::exp(-0.3)), 0.03);  // the inverse needs the same
  EXPECT_DOUBLE_EQ(wanted_half_width(0.02, 605.0), 0.05);           // ln 605 = 6.4
  EXPECT_DOUBLE_EQ(wanted_half_width(0.08, 605.0), 0.08);           // asked for less
  EXPECT_DOUBLE_EQ(wanted_half_width(0.0, 1.0), 0.0);
}

Ratio ratio_of(double value, double half) {
  Ratio ratio;
  ratio.value = value;
  ratio.interval = Interval{value / (1.0 + half), value * (1.0 + half), 0.95};
  return ratio;
}

TEST(Precision, IsThatOfTheIntervalsThatDecide) {
  Comparison comparison;
  comparison.energy = ratio_of(1.0, 0.01);
  comparison.time = ratio_of(600.0, 0.04);
  const auto measured = precision_of(comparison, Provenance::measured, 0.02);
  ASSERT_TRUE(measured);
  EXPECT_NEAR(measured->half_width, 0.01, 1e-12);
  EXPECT_TRUE(measured->is_reached());
  const auto estimated = precision_of(comparison, Provenance::estimated, 0.02);
  EXPECT_NEAR(estimated->half_width, 0.04, 1e-12);  // 4% of 5% is further from it than 1% of 2%
  EXPECT_NEAR(estimated->wanted, 0.05, 1e-12);
  EXPECT_TRUE(estimated->is_reached());
  comparison.energy.reset();
  EXPECT_NEAR(precision_of(comparison, Provenance::measured, 0.02)->half_width, 0.04, 1e-12);
}

TEST(Precision, IsUnknownWhereADecidingIntervalIs) {
  Comparison comparison;
  comparison.energy = ratio_of(1.0, 0.01);
  EXPECT_TRUE(precision_of(comparison, Provenance::measured, 0.02));
  EXPECT_FALSE(precision_of(comparison, Provenance::estimated, 0.02));
  comparison.energy->interval.reset();
  EXPECT_FALSE(precision_of(comparison, Provenance::measured, 0.02));
}

TEST(Precision, IsComparedByWhatIsStillMissing) {
  const Precision narrow{.half_width = 0.03, .wanted = 0.02};
  const Precision wide{.half_width = 0.06, .wanted = 0.05};
  EXPECT_TRUE(is_less_precise(narrow, wide));  // 1.5 times too wide against 1.2 times
  EXPECT_FALSE(is_less_precise(wide, narrow));
  EXPECT_FALSE(narrow.is_reached());
}

}  // namespace
}  // namespace greenbench
