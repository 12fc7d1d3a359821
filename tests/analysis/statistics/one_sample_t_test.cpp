#include "analysis/statistics/one_sample_t.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace greenbench {
namespace {

TEST(OneSampleT, OfTwoValuesIsOneOverPiOfAnArctangent) {
  // One degree of freedom is Cauchy's distribution: t = 2 / (2 / 2), p = 1 - 2 arctan(t) / pi.
  const double pi = std::acos(-1.0);
  EXPECT_NEAR(one_sample_t_p_value(std::vector{1.0, 3.0}), 1.0 - 2.0 * std::atan(2.0) / pi, 1e-14);
}

TEST(OneSampleT, OfThreeValuesHasTheClosedForm) {
  // Two degrees of freedom: p = 1 - t / sqrt(t^2 + 2), t = 2 sqrt 3.
  EXPECT_NEAR(one_sample_t_p_value(std::vector{1.0, 2.0, 3.0}), 1.0 - std::sqrt(12.0 / 14.0), 1e-14);
}

TEST(OneSampleT, IsTwoSided) {
  const double above = one_sample_t_p_value(std::vector{0.1, 0.3, 0.2, 0.5});
  EXPECT_DOUBLE_EQ(one_sample_t_p_value(std::vector{-0.1, -0.3, -0.2, -0.5}), above);
  EXPECT_DOUBLE_EQ(one_sample_t_p_value(std::vector{-1.0, 1.0}), 1.0);
}

TEST(OneSampleT, HasNoSmallestP) {
  EXPECT_LT(one_sample_t_p_value(std::vector{6.4, 6.5, 6.45, 6.55, 6.5, 6.6}), 1e-9);  // signed-rank: 1/32
}

TEST(OneSampleT, RejectsNothingWithOneValue) {
  EXPECT_EQ(one_sample_t_p_value(std::vector{5.0}), 1.0);
  EXPECT_EQ(one_sample_t_p_value({}), 1.0);
}

TEST(OneSampleT, OfEqualValuesIsTheSignTests) {
  EXPECT_EQ(one_sample_t_p_value(std::vector(6, 0.5)), 1.0 / 32.0);
  EXPECT_EQ(one_sample_t_p_value(std::vector(6, -0.5)), 1.0 / 32.0);
  EXPECT_EQ(one_sample_t_p_value(std::vector{0.5, 0.5 + 1e-16, 0.5, 0.5}), 1.0 / 8.0);  // equal but for rounding
  EXPECT_EQ(one_sample_t_p_value(std::vector(6, 0.0)), 1.0);
}

TEST(OneSampleTReference, AgreesWithScipyToNineDigits) {
  std::ifstream file{GREENBENCH_TESTS_FOLDER "/analysis/reference/signed_rank.json"};
  const auto cases = nlohmann::json::parse(file).at("cases");
  ASSERT_GE(cases.size(), 60U);
  for (const auto& each : cases) {
    const auto values = each.at("values").get<std::vector<double>>();
    const auto& expected = each.at("t_test_p_value");
    if (expected.is_null()) continue;  // one value, or equal ones
    const double p = expected.get<double>();
    EXPECT_NEAR(one_sample_t_p_value(values), p, 1e-9 * p) << each.at("name");
  }
}

}  // namespace
}  // namespace greenbench
