#include "analysis/runs/run_ratio.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <utility>
#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"
#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

const std::vector<double> before{0.10, 0.12, 0.08, 0.11, 0.09};
const std::vector<double> after{0.02, 0.05, -0.01, 0.03, 0.00, 0.03};

TEST(RunRatio, IsOldToNewSoThatHalfTheCostIsTwice) {
  const double ln2 = std::log(2.0);
  const RunRatio ratio = run_ratio(std::vector{ln2 + 0.01, ln2 - 0.01}, std::vector{0.02, -0.02}, 0.95);
  EXPECT_NEAR(ratio.value, 2.0, 1e-12);
  EXPECT_NEAR(ratio.shift, 2.0, 1e-12);
}

TEST(RunRatio, HasTheExponentialOfWelchsInterval) {
  const RunRatio ratio = run_ratio(before, after, 0.95);
  EXPECT_NEAR(ratio.interval->low, std::exp(0.05415032922000891), 1e-9);
  EXPECT_NEAR(ratio.interval->high, std::exp(0.10584967077999109), 1e-9);
  EXPECT_NEAR(ratio.equivalence_interval->low, std::exp(0.05906474713327307), 1e-9);
  EXPECT_EQ(ratio.equivalence_interval->level, 0.90);
  EXPECT_NEAR(ratio.p_value, 6.673024938700308e-05, 1e-9);
  EXPECT_EQ(ratio.p_adjusted, ratio.p_value);
}

TEST(RunRatio, WithoutSpreadHasNoInterval) {
  const RunRatio ratio = run_ratio(std::vector{1.0}, after, 0.95);
  EXPECT_FALSE(ratio.interval);
  EXPECT_FALSE(ratio.equivalence_interval);
  EXPECT_EQ(ratio.p_value, 1.0);
}

TEST(HodgesLehmannShift, IsTheMedianOfAllDifferences) {
  // 1 - 3, 1 - 3.5, 1 - 8, 1 - 9, 2 - 3 ...: the middle two of the twelve are -4 and -2.5.
  EXPECT_DOUBLE_EQ(hodges_lehmann_shift(std::vector{1.0, 2.0, 4.0}, std::vector{3.0, 3.5, 8.0, 9.0}), -3.25);
  EXPECT_DOUBLE_EQ(hodges_lehmann_shift(std::vector{5.0}, std::vector{1.0, 2.0, 900.0}), 3.0);
  EXPECT_THROW(static_cast<void>(hodges_lehmann_shift(std::vector{1.0}, {})), std::invalid_argument);
}

TEST(HodgesLehmannShift, IsThatOfTheSortedListOfDifferences) {
  Noise noise{3};
  for (const auto& [old_count, new_count] :
       {std::pair{37, 50}, std::pair{50, 37}, std::pair{1, 8}, std::pair{31, 31}}) {
    std::vector<double> old_values;
    std::vector<double> new_values;
    for (int i = 0; i < old_count; ++i) old_values.push_back(std::round(2.0 * noise.student_t3()) / 2.0);  // with ties
    for (int i = 0; i < new_count; ++i) new_values.push_back(noise.student_t3());
    std::vector<double> differences;
    for (const double one : old_values) {
      for (const double other : new_values) differences.push_back(one - other);
    }
    EXPECT_EQ(hodges_lehmann_shift(old_values, new_values), median(differences));
  }
}

// All differences would take 3 GB.
TEST(HodgesLehmannShift, NeedsNoListOfThem) {
  const std::vector<double> old_values(20'000, 3.0);
  const std::vector<double> new_values(20'000, 1.0);
  EXPECT_EQ(hodges_lehmann_shift(old_values, new_values), 2.0);
}

TEST(RegressionP, IsOneHalfAtTheBoundAndSmallBeyondIt) {
  const double at_bound = -std::log(1.05);
  const auto p_at = [&](double centre) {
    return regression_p(
        run_ratio(std::vector{centre - 0.01, centre, centre + 0.01}, std::vector{-0.01, 0.0, 0.01}, 0.95), 0.05);
  };
  EXPECT_NEAR(p_at(at_bound), 0.5, 1e-9);
  EXPECT_LT(p_at(at_bound - 0.10), 0.001);
  EXPECT_GT(p_at(at_bound + 0.10), 0.999);
}

}  // namespace
}  // namespace greenbench
