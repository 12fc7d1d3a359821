#include "analysis/statistics/mean_interval.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace greenbench {
namespace {

TEST(MeanInterval, OfTwoValuesIsCauchys) {
  // One degree of freedom: the quantile of p is tan(pi (p - 1/2)), and the standard error of 1 and 3 is 1.
  const double quantile = std::tan(std::acos(-1.0) * 0.475);
  const auto interval = mean_interval({1.0, 3.0}, 0.95);
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 2.0 - quantile, 1e-12);
  EXPECT_NEAR(interval->high, 2.0 + quantile, 1e-12);
  EXPECT_EQ(interval->level, 0.95);
}

TEST(MeanInterval, OfThreeValuesHasTheClosedForm) {
  // Two degrees of freedom: the quantile of 0.9 is 0.8 sqrt(2 / (1 - 0.64)); the standard error of 1, 2, 3 is 1/sqrt 3.
  const double half_width = 0.8 * std::sqrt(2.0 / 0.36) / std::sqrt(3.0);
  const auto interval = mean_interval({1.0, 2.0, 3.0}, 0.8);
  ASSERT_TRUE(interval);
  EXPECT_NEAR(interval->low, 2.0 - half_width, 1e-12);
  EXPECT_NEAR(interval->high, 2.0 + half_width, 1e-12);
}

TEST(MeanInterval, OfEqualValuesIsAPoint) {
  const auto interval = mean_interval(std::vector(5, 0.25), 0.95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, 0.25);
  EXPECT_EQ(interval->high, 0.25);
}

TEST(MeanInterval, NeedsTwoValues) {
  EXPECT_FALSE(mean_interval({1.0}, 0.95));
  EXPECT_FALSE(mean_interval({}, 0.95));
}

}  // namespace
}  // namespace greenbench
