#include "analysis/statistics/least_double.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace greenbench {
namespace {

TEST(LeastDouble, IsTheFirstThatTheConditionHoldsFor) {
  EXPECT_EQ(least_double(0.0, 2.0, [](double x) { return x * x >= 2.0; }), 1.4142135623730951);
  EXPECT_EQ(least_double(-8.0, 8.0, [](double x) { return x >= -3.0; }), -3.0);
  EXPECT_EQ(least_double(5.0, 5.0, [](double) { return true; }), 5.0);
}

TEST(LeastDouble, CrossesZeroWhichHasNoSign) {
  EXPECT_FALSE(std::signbit(least_double(-1.0, 1.0, [](double x) { return x >= 0.0; })));
  EXPECT_EQ(least_double(-1.0, 1.0, [](double x) { return x > 0.0; }), std::numeric_limits<double>::denorm_min());
}

}  // namespace
}  // namespace greenbench
