#include "analysis/statistics/trimmed_mean.hpp"

#include <gmock/gmock.h>

#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

using testing::ElementsAre;

TEST(TrimmedMean, DropsOneValueInFiveFromEachEnd) {
  EXPECT_DOUBLE_EQ(trimmed_mean(std::vector{100.0, 2.0, 3.0, 4.0, -50.0}), 3.0);
  EXPECT_DOUBLE_EQ(trimmed_mean(std::vector{9.0, 9.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, -9.0, -9.0}), 3.5);
}

TEST(TrimmedMean, RoundsTheNumberOfDroppedValuesDown) {
  EXPECT_DOUBLE_EQ(trimmed_mean(std::vector{1.0, 2.0, 3.0, 10.0}), 4.0);
  EXPECT_DOUBLE_EQ(trimmed_mean(std::vector{1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 100.0}), 5.0);
}

TEST(TrimmedMean, NamesTheBlocksItKeepsInTheirOrder) {
  EXPECT_THAT(trimmed_indices(std::vector{100.0, 2.0, 3.0, 4.0, -50.0}), ElementsAre(1, 2, 3));
  EXPECT_THAT(trimmed_indices(std::vector{1.0, 2.0}), ElementsAre(0, 1));
}

TEST(TrimmedMean, CountsTheFirstOfEqualValuesAsTheSmaller) {
  EXPECT_THAT(trimmed_indices(std::vector{7.0, 7.0, 7.0, 7.0, 7.0}), ElementsAre(1, 2, 3));
}

TEST(TrimmedMean, OverItsOwnIndicesIsTheSameMean) {
  const std::vector<double> values{0.3, -0.1, 0.25, 0.7, 0.2, 0.1, 9.0, -4.0, 0.4, 0.0, 0.15};
  EXPECT_NEAR(mean_over(values, trimmed_indices(values)), trimmed_mean(values), 1e-15);
}

TEST(TrimmedMean, OfNoValuesIsAnError) {
  EXPECT_THROW((void)trimmed_mean({}), std::invalid_argument);
  EXPECT_THROW((void)mean({}), std::invalid_argument);
  EXPECT_THROW((void)mean_over(std::vector{1.0}, {}), std::invalid_argument);
}

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

TEST(VarianceOfMean, IsTheValuesVarianceOverTheirNumber) {
  EXPECT_DOUBLE_EQ(variance_of_mean(std::vector{1.0, 2.0, 3.0, 4.0, 10.0}), 50.0 / 4.0 / 5.0);
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
