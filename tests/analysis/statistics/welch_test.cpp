#include "analysis/statistics/welch.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

// The references are scipy.stats.ttest_ind(before, after, equal_var=False), scipy 1.17.
const std::vector<double> before{0.10, 0.12, 0.08, 0.11, 0.09};
const std::vector<double> after{0.02, 0.05, -0.01, 0.03, 0.00, 0.03};
const std::vector<double> few{1.0, 2.0, 4.0};
const std::vector<double> other{3.0, 3.5, 8.0, 9.0};

TEST(Welch, AgreesWithScipy) {
  const Welch welch = welch_difference(TwoSamples{before, after});
  EXPECT_NEAR(welch.difference, 0.08, 1e-12);
  EXPECT_NEAR(welch.spread->standard_error, 0.011401754250991379, 1e-9);
  EXPECT_NEAR(welch.spread->degrees_of_freedom, 8.871391076115483, 1e-9);
  EXPECT_NEAR(p_two_sided(welch), 6.673024938700308e-05, 1e-9);
  EXPECT_NEAR(welch_interval(welch, 0.95)->low, 0.05415032922000891, 1e-9);
  EXPECT_NEAR(welch_interval(welch, 0.95)->high, 0.10584967077999109, 1e-9);
  EXPECT_NEAR(welch_interval(welch, 0.90)->low, 0.05906474713327307, 1e-9);
}

TEST(Welch, AgreesWithScipyForSamplesOfVeryUnequalSpread) {
  const Welch welch = welch_difference(TwoSamples{few, other});
  EXPECT_NEAR(welch.spread->degrees_of_freedom, 4.564883788024853, 1e-9);
  EXPECT_NEAR(p_two_sided(welch), 0.10697990793415713, 1e-9);
  EXPECT_NEAR(welch_interval(welch, 0.95)->low, -8.220577920732724, 1e-9);
  EXPECT_NEAR(welch_interval(welch, 0.95)->high, 1.1372445873993908, 1e-9);
}

TEST(Welch, OneSidedPAgreesWithScipyMovedByTheBound) {
  // ttest_ind(few + 0.048790164169432, other, equal_var=False, alternative="less"), ln 1.05 = 0.04879...
  EXPECT_NEAR(p_below(welch_difference(TwoSamples{few, other}), -0.04879016416943201), 0.05532580631130621, 1e-9);
  EXPECT_NEAR(p_below(welch_difference(TwoSamples{before, after}), -0.04879016416943201), 0.9999992734222264, 1e-9);
}

TEST(Welch, EqualSamplesDifferByNothing) {
  const Welch welch = welch_difference(TwoSamples{few, few});
  EXPECT_EQ(welch.difference, 0.0);
  EXPECT_EQ(p_two_sided(welch), 1.0);
}

TEST(Welch, OneValueHasNoSpread) {
  const std::vector<double> one{1.0};
  const Welch welch = welch_difference(TwoSamples{few, one});
  EXPECT_FALSE(welch.spread);
  EXPECT_FALSE(welch_interval(welch, 0.95));
  EXPECT_EQ(p_two_sided(welch), 1.0);
  EXPECT_EQ(p_below(welch, 100.0), 1.0);
  EXPECT_FALSE(welch_difference(TwoSamples{one, few}).spread);
}

TEST(Welch, ValuesThatDoNotDifferHaveNoSpread) {
  const std::vector<double> ones{1.0, 1.0};
  const std::vector<double> twos{2.0, 2.0};
  EXPECT_FALSE(welch_difference(TwoSamples{ones, twos}).spread);
}

TEST(Welch, WeightedPartsAddUp) {
  // Half of one and half of the other: the difference is the mean, the variances count a quarter each, and
  // df = (a + b)^2 / (a^2 / df_a + b^2 / df_b) with a = se_a^2 / 4 and b likewise.
  const std::vector<TwoSamples> parts{{before, after, 0.5}, {few, other, 0.5}};
  const Welch welch = welch_difference(parts);
  EXPECT_NEAR(welch.difference, 0.5 * 0.08 + 0.5 * -3.5416666666666665, 1e-12);
  const double a = 0.25 * 0.011401754250991379 * 0.011401754250991379;
  const double b = 0.25 * 1.7682579311602453 * 1.7682579311602453;
  EXPECT_NEAR(welch.spread->standard_error * welch.spread->standard_error, a + b, 1e-9);
  EXPECT_NEAR(welch.spread->degrees_of_freedom,
              (a + b) * (a + b) / (a * a / 8.871391076115483 + b * b / 4.564883788024853), 1e-9);
}

TEST(Welch, NoValuesAreAnError) {
  EXPECT_THROW(static_cast<void>(welch_difference(TwoSamples{few, {}})), std::invalid_argument);
}

}  // namespace
}  // namespace greenbench
