#include "results/repeat/typed_value.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

TEST(PercentToType, IsShortWhereTheNumberIs) {
  EXPECT_EQ(percent_to_type(0.02), "2%");
  EXPECT_EQ(percent_to_type(0.025), "2.5%");
  EXPECT_EQ(percent_to_type(0.07), "7%") << "0.07 * 100 is 7.000000000000001";
  EXPECT_EQ(percent_to_type(0.3), "30%");
  EXPECT_EQ(percent_to_type(100.0), "10000%");
}

TEST(PercentToType, HasAllDigitsWhereItNeedsThem) {
  EXPECT_EQ(percent_to_type(0.123456789 / 100.0), "0.123456789%");
}

TEST(SecondsToType, TakesTheUnitThatReadsWell) {
  EXPECT_EQ(seconds_to_type(60.0), "60s");
  EXPECT_EQ(seconds_to_type(1.5), "1.5s");
  EXPECT_EQ(seconds_to_type(0.01), "10ms");
  EXPECT_EQ(seconds_to_type(5e-5), "0.05ms");
  EXPECT_EQ(seconds_to_type(0.0), "0ms");
  EXPECT_EQ(seconds_to_type(1234567.8912), "1234567.8912s");
}

TEST(RateToType, TakesTheUnitThatSaysItExactly) {
  EXPECT_EQ(rate_to_type(250.0), "250/s");
  EXPECT_EQ(rate_to_type(10.0 / 3600.0), "10/h");
  EXPECT_EQ(rate_to_type(1000.0 / 86'400.0), "1000/day");
}

TEST(NumberToType, HasNoUnit) {
  EXPECT_EQ(number_to_type(1.2), "1.2");
  EXPECT_EQ(number_to_type(380.95), "380.95");
}

}  // namespace
}  // namespace greenbench
