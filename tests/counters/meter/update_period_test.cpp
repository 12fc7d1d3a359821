#include "counters/meter/update_period.hpp"

#include <gtest/gtest.h>

#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;
using testing::SimulatedCounter;
using testing::SimulatedSource;

std::optional<UpdatePeriod> between(std::initializer_list<double> edges) {
  std::vector<Edge> times;
  for (const double edge : edges) times.push_back({.at = Seconds{edge}, .half_width = Seconds{}});
  return update_period_between(times);
}

/// When an edge was seen, and how far apart the reads around it were.
struct Seen {
  double at;
  double width;
};
std::optional<UpdatePeriod> between_seen(std::initializer_list<Seen> edges) {
  std::vector<Edge> times;
  for (const auto& [at, width] : edges) times.push_back({.at = Seconds{at}, .half_width = Seconds{width * 0.5}});
  return update_period_between(times);
}

TEST(UpdatePeriod, OneEdgeIsNoInterval) {
  EXPECT_FALSE(between({}));
  EXPECT_FALSE(between({1.0}));
}

TEST(UpdatePeriod, OneIntervalIsAPeriodOfUnknownJitter) {
  EXPECT_EQ(between({1.0, 3.0})->period, Seconds{2.0});
  EXPECT_FALSE(between({1.0, 3.0})->jitter);
}

TEST(UpdatePeriod, JitterIsTheMedianDistanceFromWholePeriods) {
  // Intervals 2, 1.5, 4.5, 2, 2.25, 1.75: 7 periods in 14 seconds; distances 0, 0.5, 0.5, 0, 0.25, 0.25: median 0.25.
  const auto found = between({0.0, 2.0, 3.5, 8.0, 10.0, 12.25, 14.0});
  EXPECT_EQ(found->period, Seconds{2.0});
  EXPECT_EQ(found->jitter, Seconds{0.25});
}

TEST(UpdatePeriod, ALateUpdateAndTheShortIntervalAfterItDoNotShiftThePeriod) {
  const auto found = between({0.0, 1.0, 2.0, 3.75, 4.0, 5.0, 6.0});
  EXPECT_EQ(found->period, Seconds{1.0});
}

TEST(UpdatePeriod, OneMissedUpdateIsNoJitter) {
  const auto found = between({0.0, 1.0, 2.0, 4.0, 5.0, 6.0});
  EXPECT_EQ(found->period, Seconds{1.0});
  EXPECT_EQ(found->jitter, Seconds{0.0});
}

TEST(UpdatePeriod, EdgesThatWereSeenLateDoNotCount) {
  // The updates come every second. Held up twice for 1.6 s, this process saw two of them 0.4 and 0.8 late: the
  // intervals of 1.4, 1.4 and 0.2 would pass for two periods, and 5 seconds for four.
  const auto found = between_seen({{0.0, 0.01}, {1.0, 0.01}, {2.4, 1.6}, {3.8, 1.6}, {4.0, 0.01}, {5.0, 0.01}});
  EXPECT_EQ(found->period, Seconds{1.0});
  EXPECT_EQ(found->jitter, Seconds{0.0});
}

TEST(UpdatePeriod, EdgesThatFollowEachOtherSharplyAreOnePeriodApart) {
  // More is missing than seen: most intervals between edges that count hold several periods.
  const auto found = between_seen({{0.0, 0.01},
                                   {1.0, 0.01},
                                   {2.9, 2.0},
                                   {4.0, 0.01},
                                   {5.5, 2.0},
                                   {7.0, 0.01},
                                   {8.5, 2.0},
                                   {10.0, 0.01},
                                   {11.5, 2.0},
                                   {13.0, 0.01}});
  EXPECT_EQ(found->period, Seconds{1.0});
}

TEST(UpdatePeriod, WhereReadsTakeLongAllEdgesCount) {
  EXPECT_EQ(between_seen({{0.0, 0.9}, {1.0, 0.9}, {2.0, 0.9}})->period, Seconds{1.0});
}

std::optional<UpdatePeriod> measured(SimulatedCounter counter) {
  auto clock = std::make_shared<SimulatedClock>();
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::make_unique<SimulatedSource>(clock, std::vector{std::move(counter)}));
  SourceGroup group{std::move(sources), clock};
  return measure_update_periods(group)[0];
}

std::vector<std::size_t> still_in(std::vector<SimulatedCounter> counters, double stated_period = 0.0) {
  auto clock = std::make_shared<SimulatedClock>();
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::make_unique<SimulatedSource>(clock, std::move(counters)));
  SourceGroup group{std::move(sources), clock};
  if (stated_period > 0.0) group.set_update_period(0, Seconds{stated_period}, std::nullopt);
  return standing_still(group, Seconds{0.01});
}

TEST(StandingStill, FindsCountersThatDoNotMove) {
  EXPECT_TRUE(still_in({{.watts = 50.0}, {.watts = 3.0}}).empty());
  EXPECT_EQ(still_in({{.watts = 50.0}, {.watts = 0.0}}), std::vector<std::size_t>{1});
  EXPECT_TRUE(still_in({{.watts = 50.0}, {.watts = 0.0, .counted = false}}).empty());
}

TEST(StandingStill, WaitsThreePeriodsOfASlowCounter) {
  EXPECT_EQ(still_in({{.period = 0.05, .phase = 0.02}}), std::vector<std::size_t>{0});
  EXPECT_TRUE(still_in({{.period = 0.05, .phase = 0.02}}, 0.05).empty());
}

TEST(UpdatePeriod, ARegularCounterHasNoMoreJitterThanAReadTakes) {
  const auto found = measured({.period = 1e-3});
  EXPECT_NEAR(found->period.value(), 1e-3, 2e-6);
  EXPECT_LE(found->jitter->value(), 2e-6);
}

TEST(UpdatePeriod, AnIrregularCounterShowsIt) {
  // Updates at 0, 0.8, 2, 2.8, 4 ms and so on: intervals of 0.8 and 1.2 ms by turns. The counter is looked at every
  // 0.4 ms, so the energy decides when it moves.
  const auto joules_at = [](double time) {
    return 0.05 * std::floor(time / 2e-3) + (std::fmod(time, 2e-3) >= 0.8e-3 - 1e-7 ? 0.02 : 0.0);
  };
  const auto found = measured({.period = 0.4e-3, .joules_at = joules_at});
  EXPECT_NEAR(found->period.value(), 1e-3, 0.21e-3);
  EXPECT_NEAR(found->jitter->value(), 0.2e-3, 0.01e-3);
}

TEST(UpdatePeriod, AStalledCounterHasNone) {
  EXPECT_FALSE(measured({.watts = 0.0}));
}

}  // namespace
}  // namespace greenbench
