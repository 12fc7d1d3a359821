#include "analysis/summary/net_joules.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace greenbench {
namespace {

IdlePower power(double watts, double uncertainty) {
  return {.started_at = 0.0, .seconds = 2.0, .watts = watts, .uncertainty_watts = uncertainty};
}

TEST(IdleWatts, AreTheMeanOfBeforeAndAfter) {
  const auto idle = idle_watts({.before = power(4.0, 0.0), .after = power(5.0, 0.0)});
  ASSERT_TRUE(idle);
  EXPECT_DOUBLE_EQ(idle->value, 4.5);
  EXPECT_DOUBLE_EQ(idle->uncertainty, 0.5);
}

TEST(IdleWatts, AddTheirOwnUncertaintyAndTheDriftInQuadrature) {
  // Own: half of hypot(0.6, 0.8), 0.5; drift: half of 2.4, 1.2; together 1.3.
  const auto idle = idle_watts({.before = power(4.0, 0.6), .after = power(6.4, 0.8)});
  EXPECT_DOUBLE_EQ(idle->uncertainty, 1.3);
}

TEST(IdleWatts, AreTheOneThereIs) {
  for (const IdleBaseline& idle :
       {IdleBaseline{.before = power(4.0, 0.1), .after = {}}, IdleBaseline{.before = {}, .after = power(4.0, 0.1)}}) {
    ASSERT_TRUE(idle_watts(idle));
    EXPECT_DOUBLE_EQ(idle_watts(idle)->value, 4.0);
    EXPECT_DOUBLE_EQ(idle_watts(idle)->uncertainty, 0.1);
  }
  EXPECT_FALSE(idle_watts({}));
}

TEST(NetJoules, AreWhatIsAboveTheIdleMachine) {
  // 20 J in 2 s, of which 2 x 4.5 J idle; 0.6 J of the counters and 2 x 0.4 J of the idle power.
  const NetJoules net = net_joules({.joules = 20.0, .uncertainty_joules = 0.6, .seconds = 2.0}, {4.5, 0.4});
  EXPECT_DOUBLE_EQ(net.value, 11.0);
  EXPECT_DOUBLE_EQ(net.uncertainty, 1.0);
  EXPECT_FALSE(net.below_resolution());
}

TEST(NetJoules, AreBelowResolutionWhereTheirUncertaintyIsLarger) {
  EXPECT_TRUE(net_joules({.joules = 9.5, .uncertainty_joules = 0.6, .seconds = 2.0}, {4.5, 0.4}).below_resolution());
  EXPECT_TRUE(net_joules({.joules = 8.0, .uncertainty_joules = 0.1, .seconds = 2.0}, {4.5, 0.0}).below_resolution())
      << "less than the idle machine";
}

TEST(IdleDrift, IsAFractionOfTheSmallerFigure) {
  EXPECT_DOUBLE_EQ(*idle_drift({.before = power(4.0, 0.0), .after = power(5.0, 0.0)}), 0.25);
  EXPECT_DOUBLE_EQ(*idle_drift({.before = power(5.0, 0.0), .after = power(4.0, 0.0)}), 0.25);
  EXPECT_DOUBLE_EQ(*idle_drift({.before = power(0.0, 0.0), .after = power(0.0, 0.0)}), 0.0);
  EXPECT_TRUE(std::isinf(*idle_drift({.before = power(0.0, 0.0), .after = power(4.0, 0.0)})));
  EXPECT_FALSE(idle_drift({.before = power(4.0, 0.0), .after = {}}));
}

}  // namespace
}  // namespace greenbench
