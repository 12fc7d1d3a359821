#include "analysis/statistics/signed_rank.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

#include "analysis/statistics/walsh_averages.hpp"
#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

using Json = nlohmann::json;

TEST(SignedRankNull, CountsSignPatterns) {
  const SignedRankNull null{3};  // rank sums 0 1 2 3 3 4 5 6, each of probability 1/8
  EXPECT_EQ(null.at_most(0), 1.0 / 8.0);
  EXPECT_EQ(null.at_most(2), 3.0 / 8.0);
  EXPECT_EQ(null.at_most(3), 5.0 / 8.0);
  EXPECT_EQ(null.at_most(6), 1.0);
}

TEST(SignedRankNull, ApproximationContinuesTheExactDistribution) {
  const SignedRankNull exact{SignedRankNull::most_exact};
  const SignedRankNull approximate{SignedRankNull::most_exact + 1};
  // Central 2.5% points by standard score, mean n (n + 1) / 4: 2525 - 1.96 x 290.8 and 2575.5 - 1.96 x 295.2.
  EXPECT_NEAR(exact.at_most(1955), 0.025, 0.0005);
  EXPECT_NEAR(approximate.at_most(1996), 0.025, 0.0005);
}

TEST(SignedRank, SixAgreeingSignsHaveOneChanceIn32) {
  EXPECT_EQ(SignedRank(std::vector{1.0, 2.0, 3.0, 4.0, 5.0, 6.0}).p_value(), 1.0 / 32.0);
  EXPECT_EQ(SignedRank(std::vector{-1.0, -2.0, -3.0, -4.0, -5.0, -6.0}).p_value(), 1.0 / 32.0);
  EXPECT_EQ(SignedRank(std::vector<double>{}).p_value(), 1.0);
}

TEST(SignedRank, IntervalOfSixValuesRunsFromTheLeastToTheGreatest) {
  const auto interval = SignedRank(std::vector{3.0, 1.0, 6.0, 2.0, 5.0, 4.0}).interval(0.95);
  ASSERT_TRUE(interval);
  EXPECT_EQ(interval->low, 1.0);
  EXPECT_EQ(interval->high, 6.0);
  EXPECT_EQ(interval->level, 0.95);
}

TEST(SignedRank, HasNoIntervalWhenTheValuesAreTooFewForTheLevel) {
  const SignedRank four{std::vector{1.0, 2.0, 3.0, 4.0}};
  const SignedRank five{std::vector{1.0, 2.0, 3.0, 4.0, 5.0}};
  EXPECT_FALSE(four.interval(0.90));
  EXPECT_TRUE(five.interval(0.90));
  EXPECT_FALSE(five.interval(0.95));
  EXPECT_FALSE(SignedRank(std::vector<double>{}).interval(0.5));
}

TEST(SignedRank, SaysHowManyValuesAnIntervalNeeds) {
  EXPECT_EQ(least_values_for_interval(0.90), 5U);
  EXPECT_EQ(least_values_for_interval(0.95), 6U);
  EXPECT_EQ(least_values_for_interval(0.99), 8U);         // 2 / 2^8 = 0.0078
  EXPECT_EQ(least_values_for_interval({0.95, 0.7}), 6U);  // 2 / 2^6 = 0.031 is below 0.035
  EXPECT_EQ(least_values_for_interval({0.99, 0.7}), 9U);
}

TEST(SignedRank, AnIntervalMayUseUpAShareOfItsError) {
  // At 95% 8 averages are cut off at each end, at 96.5% 6; no two are equal.
  const SignedRank ten{std::vector{1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0}};
  const auto shared = ten.interval({0.95, 0.7});
  const auto stricter = ten.interval(0.965);
  ASSERT_TRUE(shared && stricter);
  EXPECT_EQ(shared->low, stricter->low);
  EXPECT_EQ(shared->high, stricter->high);
  EXPECT_LT(shared->low, ten.interval(0.95)->low);
  EXPECT_EQ(shared->level, 0.95) << "what it states";
}

TEST(SignedRank, ZerosCountAgainstRejectionOnBothSides) {
  // Six positive values alone give 1/32. The zero takes rank 1 of seven against them: P(W <= 1) = 2/128.
  EXPECT_EQ(SignedRank(std::vector{0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0}).p_value(), 2.0 * 2.0 / 128.0);
  EXPECT_EQ(SignedRank(std::vector{0.0, 0.0, 0.0, 0.0, 0.0, 0.0}).p_value(), 1.0);
}

TEST(SignedRank, IntervalExcludesZeroExactlyWhenTheTestRejects) {
  Noise noise{3};
  int rejected = 0;
  for (int trial = 0; trial < 4000; ++trial) {
    const auto n = static_cast<std::size_t>(5 + trial % 20);
    const bool with_ties = trial % 3 != 0;
    std::vector<double> values;
    for (std::size_t i = 0; i < n; ++i) values.push_back(noise.normal() + 0.5);
    if (with_ties) {
      for (double& value : values) value = std::round(2.0 * value) / 2.0;  // zeros and ties abound
    }
    for (const double level : {0.90, 0.95, 0.99}) {
      const SignedRank test{values};
      const auto interval = test.interval(level);
      const bool excludes_zero = interval && (interval->low > 0.0 || interval->high < 0.0);
      const bool rejects = test.p_value() <= 1.0 - level;
      ASSERT_EQ(excludes_zero, rejects) << "trial " << trial << " level " << level;
      rejected += rejects ? 1 : 0;
    }
  }
  EXPECT_GT(rejected, 3000);  // both outcomes were seen often
  EXPECT_LT(rejected, 9000);
}

class SignedRankReference : public testing::Test {
 protected:
  [[nodiscard]] static Json cases() {
    std::ifstream file{GREENBENCH_TESTS_FOLDER "/analysis/reference/signed_rank.json"};
    return Json::parse(file).at("cases");
  }

  static void expect_close(double found, double expected, const std::string& what) {
    EXPECT_NEAR(found, expected, 1e-9 * std::max(1e-3, std::abs(expected))) << what;
  }

  static void expect_interval(const std::optional<Interval>& found, const Json& expected, const std::string& what) {
    ASSERT_EQ(found.has_value(), !expected.is_null()) << what;
    if (!found) return;
    expect_close(found->low, expected[0].get<double>(), what);
    expect_close(found->high, expected[1].get<double>(), what);
  }
};

TEST_F(SignedRankReference, AgreesWithScipyToNineDigits) {
  const Json all = cases();
  ASSERT_GE(all.size(), 60U);
  for (const Json& each : all) {
    const auto name = each.at("name").get<std::string>();
    const auto values = each.at("values").get<std::vector<double>>();
    const SignedRank test{values};
    expect_close(test.p_value(), each.at("p_value").get<double>(), name + ": p");
    expect_close(hodges_lehmann(values), each.at("hodges_lehmann").get<double>(), name + ": estimate");
    expect_interval(test.interval(0.95), each.at("interval_95"), name + ": 95%");
    expect_interval(test.interval(0.90), each.at("interval_90"), name + ": 90%");
  }
}

}  // namespace
}  // namespace greenbench
