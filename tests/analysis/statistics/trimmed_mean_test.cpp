#include "analysis/statistics/trimmed_mean.hpp"

#include <gmock/gmock.h>

#include <stdexcept>

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

}  // namespace
}  // namespace greenbench
