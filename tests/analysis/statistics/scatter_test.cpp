#include "analysis/statistics/scatter.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "analysis/statistics/median.hpp"

namespace greenbench {
namespace {

TEST(Median, IsTheMiddleOrTheMeanOfTheMiddleTwo) {
  EXPECT_EQ(median({3.0, 1.0, 2.0}), 2.0);
  EXPECT_EQ(median({9.0, 1.0, 4.0, 2.0}), 3.0);
  EXPECT_EQ(median({5.0}), 5.0);
  EXPECT_THROW((void)median({}), std::invalid_argument);
}

TEST(SquaredDeviations, AddUpAroundTheMean) {
  EXPECT_DOUBLE_EQ(squared_deviations(std::vector{1.0, 2.0, 3.0, 4.0, 10.0}), 50.0);  // 9 + 4 + 1 + 0 + 36
}

TEST(SquaredDeviations, OfOneValueRepeatedAreZeroWhateverItsRounding) {
  EXPECT_EQ(squared_deviations(std::vector(300, 0.1)), 0.0);
  EXPECT_EQ(squared_deviations(std::vector(300, 1234.1)), 0.0);
  EXPECT_GT(squared_deviations(std::vector{1.0, 1.0 + 1e-9}), 0.0);
}

TEST(TrimmedCentre, ReplacesTheOutermostByTheirNeighbours) {
  // 1 2 3 4 10 becomes 2 2 3 4 4: variance 1, over 5 x 0.6^2.
  const TrimmedCentre centre = trimmed_centre(std::vector{10.0, 1.0, 3.0, 2.0, 4.0});
  EXPECT_DOUBLE_EQ(centre.mean, 3.0);
  EXPECT_DOUBLE_EQ(centre.squared_error, 1.0 / 1.8);
}

TEST(TrimmedCentre, AgreesWithScipy) {
  // scipy.stats.mstats.trimmed_stde(x, limits=(2/12, 2/12))**2 and scipy.stats.trim_mean(x, 0.2)
  const std::vector x{0.3, 1.1, -0.7, 0.2, 2.5, 0.9, -1.4, 0.05, 0.6, 1.9, -0.3, 0.45};
  EXPECT_NEAR(trimmed_centre(x).squared_error, 0.05802556818181818, 1e-15);
  EXPECT_NEAR(trimmed_centre(x).mean, 0.4125, 1e-15);
}

}  // namespace
}  // namespace greenbench
