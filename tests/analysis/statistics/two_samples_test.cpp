#include "tests/analysis/two_samples.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

const std::vector<double> sample_a{1.83, 0.50, 1.62, 2.48, 1.68, 1.88, 1.55, 3.06, 1.30};
const std::vector<double> sample_b{0.878, 0.647, 0.598, 2.05, 1.06, 1.29, 1.07, 3.14, 1.27, 0.2};

// scipy.stats.ttest_ind(sample_a, sample_b, equal_var=False), its confidence_interval(0.95)
TEST(TwoSamples, WelchAgreesWithScipy) {
  EXPECT_NEAR(welch_p_value(sample_a, sample_b), 0.14357954304647821, 1e-9);
  EXPECT_NEAR(welch_interval(sample_a, sample_b, 0.95).low, -0.2054311502014824, 1e-9);
  EXPECT_NEAR(welch_interval(sample_a, sample_b, 0.95).high, 1.2981644835348156, 1e-9);
}

// scipy.stats.mannwhitneyu(sample_a, sample_b, method="asymptotic", use_continuity=True)
TEST(TwoSamples, MannWhitneyAgreesWithScipy) {
  EXPECT_NEAR(mann_whitney_p_value(sample_a, sample_b), 0.0791793495755705, 1e-9);
  EXPECT_NEAR(mann_whitney_p_value(sample_b, sample_a), 0.0791793495755705, 1e-9);
}

// numpy.sort((sample_a[:, None] - sample_b).ravel())[[k, 89 - k]] with k = floor(45 - 0.5 - norm.ppf(0.975) * sqrt(90 *
// 20 / 12)) = 20
TEST(TwoSamples, TheShiftRunsBetweenTwoOfTheNinetyDifferences) {
  EXPECT_NEAR(mann_whitney_interval(sample_a, sample_b, 0.95).low, -0.14700000000000002, 1e-9);
  EXPECT_NEAR(mann_whitney_interval(sample_a, sample_b, 0.95).high, 1.2329999999999999, 1e-9);
}

TEST(TwoSamples, TheIntervalOfTheShiftExcludesZeroExactlyWhenTheTestRejects) {
  for (const double shift : {-0.5, 0.1, 0.14, 0.15, 0.2, 0.9, 1.2, 1.24, 1.5}) {
    std::vector<double> moved = sample_b;
    for (double& value : moved) value += shift;
    const Interval interval = mann_whitney_interval(sample_a, moved, 0.95);
    EXPECT_EQ(interval.low > 0.0 || interval.high < 0.0, mann_whitney_p_value(sample_a, moved) <= 0.05) << shift;
  }
}

TEST(TwoSamples, RefusesSeriesTooShortForAnIntervalOfTheShift) {
  EXPECT_THROW((void)mann_whitney_interval(std::vector{1.0, 2.0}, std::vector{3.0, 4.0}, 0.95), std::invalid_argument);
}

}  // namespace
}  // namespace greenbench
