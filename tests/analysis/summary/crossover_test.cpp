#include "analysis/summary/crossover.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

TEST(FindCrossings, LiesWhereTheLineBetweenTwoSizesPassesOne) {
  const std::vector<RatioAtSize> ratios{{100, 0.5, 0.4, 0.625}, {10'000, 2.0, 1.6, 2.5}};
  const auto crossings = find_crossings(ratios);
  ASSERT_EQ(crossings.size(), 1U);
  EXPECT_NEAR(crossings[0].size, 1'000.0, 1e-9);
  EXPECT_TRUE(crossings[0].rises);
  // The upper line goes from ln 0.625 to ln 2.5: a third of the way; the lower one from ln 0.4 to ln 1.6: two thirds.
  ASSERT_TRUE(crossings[0].low && crossings[0].high);
  EXPECT_NEAR(*crossings[0].low, 476.51, 0.01);
  EXPECT_NEAR(*crossings[0].high, 2'098.59, 0.01);
}

TEST(FindCrossings, LeavesAnEndOpenThatTheIntervalsDoNotShow) {
  const std::vector<RatioAtSize> ratios{{100, 0.9, 0.7, 1.1}, {10'000, 2.0, 1.6, 2.5}};
  const auto crossings = find_crossings(ratios);
  ASSERT_EQ(crossings.size(), 1U);
  EXPECT_FALSE(crossings[0].low) << "at the smallest size the variant may already be the cheaper one";
  EXPECT_TRUE(crossings[0].high);
}

TEST(FindCrossings, TakesTheOtherEndsWhenTheVariantWinsBelow) {
  const std::vector<RatioAtSize> ratios{{100, 2.0, 1.6, 2.5}, {10'000, 0.5, 0.4, 0.625}};
  const auto crossings = find_crossings(ratios);
  ASSERT_EQ(crossings.size(), 1U);
  EXPECT_FALSE(crossings[0].rises);
  ASSERT_TRUE(crossings[0].low && crossings[0].high);
  EXPECT_LT(*crossings[0].low, crossings[0].size);
  EXPECT_GT(*crossings[0].high, crossings[0].size);
}

TEST(FindCrossings, FindsEachOfSeveral) {
  const std::vector<RatioAtSize> ratios{{1, 0.5, {}, {}}, {10, 2.0, {}, {}}, {100, 0.5, {}, {}}};
  const auto crossings = find_crossings(ratios);
  ASSERT_EQ(crossings.size(), 2U);
  EXPECT_TRUE(crossings[0].rises);
  EXPECT_FALSE(crossings[1].rises);
  EXPECT_FALSE(crossings[0].low || crossings[0].high) << "ratios without intervals give a size without one";
}

TEST(FindCrossings, IsNoneWhereOneVariantAlwaysWins) {
  const std::vector<RatioAtSize> ratios{{1, 1.1, 1.0, 1.2}, {10, 2.0, 1.9, 2.1}};
  EXPECT_TRUE(find_crossings(ratios).empty());
}

}  // namespace
}  // namespace greenbench
