#include "counters/meter/followed_counters.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/counters/meter/told_meter.hpp"
#include "tests/counters/meter/window_bench.hpp"

namespace greenbench {
namespace {

using testing::is_power_times_time;
using testing::WindowBench;
using testing::wrapping_counter;

TEST(FollowedCounters, AWrapInAWindowIsUndone) {
  WindowBench bench{wrapping_counter()};
  for (int i = 0; i < 10; ++i) {
    const EnergyWindow window = bench.open();
    bench.clock->advance(Seconds{700.0});  // 35 kJ of 100 kJ
    EXPECT_TRUE(is_power_times_time(bench.use(window), 50.0));
    bench.meter->take_guard_reading();
  }
}

TEST(FollowedCounters, TheGuardFollowsManyWrapsInOneWindow) {
  WindowBench bench{wrapping_counter()};
  const EnergyWindow window = bench.open();
  for (int i = 0; i < 40; ++i) {
    bench.clock->advance(Seconds{250.0});
    bench.meter->take_guard_reading();
  }
  const EnergyWindow late = bench.open();
  bench.clock->advance(Seconds{123.0});
  const EnergyUse use = bench.use(window);
  EXPECT_NEAR(use.total.value(), 50.0 * 10'123.0, 1.0) << "five wraps";
  EXPECT_NEAR(bench.use(late).total.value(), 50.0 * 123.0, 1.0);
}

TEST(FollowedCounters, WindowsThatBeginBetweenGuardReadingsAreFollowedFromTheirOwnBeginning) {
  WindowBench bench{wrapping_counter()};
  std::vector<EnergyWindow> windows;
  for (int i = 0; i < 30; ++i) {
    bench.clock->advance(Seconds{100.0});
    windows.push_back(bench.open());
    bench.clock->advance(Seconds{100.0});
    bench.meter->take_guard_reading();
  }
  for (const EnergyWindow& window : windows) EXPECT_TRUE(is_power_times_time(bench.use(window), 50.0));
}

TEST(FollowedCounters, AResetIsAFaultOfTheWindowsAroundItAndOfNoOthers) {
  WindowBench bench{wrapping_counter()};
  bench.clock->advance(Seconds{200.0});
  bench.meter->take_guard_reading();
  bench.clock->advance(Seconds{100.0});
  const EnergyWindow before = bench.open();
  const EnergyWindow around = bench.open();
  const EnergyWindow long_around = bench.open();
  bench.clock->advance(Seconds{1.0});
  EXPECT_TRUE(is_power_times_time(bench.use(before), 50.0));
  bench.source->lost_ticks = 1'500'000;
  const EnergyWindow after = bench.open();
  bench.clock->advance(Seconds{1.0});
  const MeterFault fault = bench.fault(around);
  EXPECT_EQ(fault.kind, MeterFault::Kind::reset);
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("/simulated/package-0: the counter fell"));
  EXPECT_TRUE(is_power_times_time(bench.use(after), 50.0));
  bench.meter->take_guard_reading();
  bench.clock->advance(Seconds{10.0});
  EXPECT_TRUE(is_power_times_time(bench.use(after), 50.0));
  EXPECT_EQ(bench.fault(long_around).kind, MeterFault::Kind::reset) << "also after later guard readings";
}

TEST(FollowedCounters, AResetToAValueAboveTheLastGuardReadingIsAFault) {
  WindowBench bench{wrapping_counter()};
  bench.clock->advance(Seconds{100.0});
  const EnergyWindow window = bench.open();
  bench.source->lost_ticks = 1'000;  // 10 J
  bench.meter->take_guard_reading();
  bench.clock->advance(Seconds{100.0});
  EXPECT_EQ(bench.fault(window).kind, MeterFault::Kind::reset);
  const EnergyWindow next = bench.open();
  bench.clock->advance(Seconds{1.0});
  EXPECT_TRUE(is_power_times_time(bench.use(next), 50.0));
}

TEST(FollowedCounters, AnImpossibleJumpIsAFaultHoweverLongAgoTheLastGuardReadingIs) {
  std::vector<testing::SimulatedCounter> counters = wrapping_counter();
  counters[0].joules_at = [](double time) { return 50.0 * time + (time > 500.0 ? 10'000.0 : 0.0); };
  WindowBench bench{counters};
  bench.clock->advance(Seconds{390.0});
  const EnergyWindow window = bench.open();
  bench.clock->advance(Seconds{11.0});
  const MeterFault fault = bench.fault(window);
  EXPECT_EQ(fault.kind, MeterFault::Kind::jump);
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("more than 500 W explain"));
  const EnergyWindow next = bench.open();
  bench.clock->advance(Seconds{1.0});
  EXPECT_TRUE(is_power_times_time(bench.use(next), 50.0));
}

TEST(FollowedCounters, AJumpIsAFaultAlsoWhereAGuardReadingFollows) {
  std::vector<testing::SimulatedCounter> counters = wrapping_counter();
  counters[0].joules_at = [](double time) { return 50.0 * time + (time > 500.0 ? 10'000.0 : 0.0); };
  WindowBench bench{counters};
  bench.clock->advance(Seconds{390.0});
  const EnergyWindow window = bench.open();
  bench.clock->advance(Seconds{11.0});
  bench.meter->take_guard_reading();
  EXPECT_EQ(bench.fault(window).kind, MeterFault::Kind::jump);
}

TEST(FollowedCounters, AnUpdateThatComesLateAtAWrapIsNoResetOfTheWindowAroundIt) {
  // It stands still for 20 s, and the step that then comes, of 1 kJ, takes it around.
  std::vector<testing::SimulatedCounter> counters = wrapping_counter();
  counters[0].joules_at = [](double time) { return 50.0 * (time > 1990.0 && time < 2010.0 ? 1990.0 : time); };
  WindowBench bench{counters};
  bench.clock->advance(Seconds{1800.0});
  const EnergyWindow around = bench.open();
  bench.clock->advance(Seconds{2010.0 - 1e-5 - bench.clock->now().value()});
  static_cast<void>(bench.open());  // another window's read just before the step
  bench.clock->advance(Seconds{2e-3});
  const EnergyUse use = bench.use(around);
  EXPECT_NEAR(use.total.value(), 50.0 * use.wall.value(), 1.0);
}

TEST(FollowedCounters, AGuardReadingThatFailsIsAFaultOfTheWindowsAroundIt) {
  WindowBench bench{wrapping_counter()};
  const EnergyWindow window = bench.open();
  bench.source->fails = true;
  bench.meter->take_guard_reading();
  bench.source->fails = false;
  EXPECT_EQ(bench.fault(window).kind, MeterFault::Kind::unreadable);
  const EnergyWindow next = bench.open();
  bench.clock->advance(Seconds{1.0});
  EXPECT_TRUE(is_power_times_time(bench.use(next), 50.0));
}

TEST(FollowedCounters, ACounterThatCannotBeReadAtFirstIsFollowedFromItsFirstReading) {
  auto clock = std::make_shared<testing::SimulatedClock>();
  auto owned = std::make_unique<testing::SimulatedSource>(clock, wrapping_counter());
  owned->fails = true;
  testing::SimulatedSource* source = owned.get();
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(owned));
  SourceGroup group{std::move(sources), clock};
  FollowedCounters counters{group};
  source->fails = false;
  const FollowedReading opening = counters.read();
  clock->advance(Seconds{10.0});
  counters.take_guard_reading();
  clock->advance(Seconds{10.0});
  const auto ticks = counters.ticks_between(0, opening, counters.read());
  EXPECT_NEAR(static_cast<double>(std::get<std::uint64_t>(ticks)), 100'000.0, 1.0);
}

TEST(FollowedCounters, TheThreadFollowsByItself) {
  auto clock = std::make_shared<testing::SimulatedClock>();
  auto owned = std::make_unique<testing::ToldSource>(clock);
  testing::ToldSource* source = owned.get();
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(owned));
  SourceGroup group{std::move(sources), clock};
  FollowedCounters counters{group};
  counters.run_thread();
  ASSERT_TRUE(counters.has_thread());
  const FollowedReading opening = counters.read();
  for (int i = 0; i < 10; ++i) {
    clock->advance(Seconds{0.01});  // 600 J of 1,000 J
    const int enough = source->reads + 2;
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    while (source->reads < enough && std::chrono::steady_clock::now() < deadline) std::this_thread::yield();
    ASSERT_GE(source->reads, enough);
  }
  const auto ticks = counters.ticks_between(0, opening, counters.read());
  EXPECT_EQ(std::get<std::uint64_t>(ticks), 6000U);
}

}  // namespace
}  // namespace greenbench
