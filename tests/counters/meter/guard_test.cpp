#include "counters/meter/guard.hpp"

#include <gtest/gtest.h>

#include "counters/meter/source_group.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;
using testing::SimulatedCounter;
using testing::SimulatedSource;

struct GuardedSource {
  explicit GuardedSource(SimulatedCounter counter) : group(make(std::move(counter)), clock), guard(group) {}

  std::vector<std::unique_ptr<EnergySource>> make(SimulatedCounter counter) {
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::make_unique<SimulatedSource>(clock, std::vector{std::move(counter)}));
    source = static_cast<SimulatedSource*>(sources.front().get());
    return sources;
  }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  SimulatedSource* source = nullptr;
  SourceGroup group;
  WrapGuard guard;
};

/// 1 J per tick, 1000 ticks, moving continuously.
SimulatedCounter wrapping() {
  return {.watts = 50.0, .unit = 1.0, .period = 1e-9, .modulus = 1000};
}

TEST(GuardCadence, IsAQuarterOfTheShortestWrapAtMaximumPower) {
  Domain package;
  package.unit = Joules{1.0};
  package.wrap_modulus = 1000;
  package.maximum_power = Watts{10.0};
  Domain dram = package;
  dram.wrap_modulus = 250;
  EXPECT_DOUBLE_EQ(guard_cadence(std::vector{package})->value(), 25.0);
  EXPECT_DOUBLE_EQ(guard_cadence(std::vector{package, dram})->value(), 6.25);
}

TEST(GuardCadence, OfARealPackageIsMinutes) {
  Domain package;
  package.unit = Joules{1e-6};
  package.wrap_modulus = 262'143'328'911;
  package.maximum_power = Watts{500.0};
  EXPECT_NEAR(guard_cadence(std::vector{package})->value(), 131.07, 0.01);
}

TEST(GuardCadence, IsAQuarterOfTheTimeWithinWhichACounterWantsToBeRead) {
  Domain perf;
  perf.read_within = Seconds{60.0};
  EXPECT_EQ(guard_cadence(std::vector{perf}), Seconds{15.0});
  Domain package;
  package.unit = Joules{1.0};
  package.wrap_modulus = 1000;
  package.maximum_power = Watts{10.0};
  EXPECT_EQ(guard_cadence(std::vector{perf, package}), Seconds{15.0});
  package.wrap_modulus = 200;
  EXPECT_EQ(guard_cadence(std::vector{perf, package}), Seconds{5.0});
}

TEST(GuardCadence, IsEmptyWhenNothingWraps) {
  EXPECT_EQ(guard_cadence(std::vector{Domain{}}), std::nullopt);
}

TEST(WrapGuard, HasNoThreadWhenNothingWraps) {
  GuardedSource guarded{{.modulus = std::nullopt}};
  guarded.guard.run_thread();
  EXPECT_FALSE(guarded.guard.has_thread());
}

TEST(WrapGuard, ReadsACounterThatNeverWrapsButWantsToBeRead) {
  GuardedSource guarded{{.modulus = std::nullopt, .read_within = Seconds{60.0}}};
  guarded.guard.run_thread();
  EXPECT_TRUE(guarded.guard.has_thread());
  guarded.guard.arm();
  guarded.guard.open_window();
  const int before = guarded.source->reads;
  guarded.guard.take_reading();
  EXPECT_EQ(guarded.source->reads, before + 1);
  guarded.guard.close_window();
  guarded.guard.disarm();
}

TEST(WrapGuard, HasAThreadWhenSomethingWraps) {
  GuardedSource guarded{wrapping()};
  guarded.guard.run_thread();
  EXPECT_TRUE(guarded.guard.has_thread());
}

TEST(WrapGuard, ReadsNothingOutsideAWindow) {
  GuardedSource guarded{wrapping()};
  guarded.guard.take_reading();
  guarded.guard.arm();
  guarded.guard.take_reading();
  guarded.guard.open_window();
  guarded.guard.close_window();
  guarded.guard.take_reading();
  guarded.guard.disarm();
  EXPECT_EQ(guarded.source->reads, 0);
  EXPECT_FALSE(guarded.guard.readings().any);
}

TEST(WrapGuard, ChainsItsReadingsThroughWraps) {
  GuardedSource guarded{wrapping()};
  guarded.guard.arm();
  guarded.guard.open_window();
  for (int reading = 0; reading < 5; ++reading) {
    guarded.guard.take_reading();
    guarded.clock->advance(Seconds{12.0});  // 600 J
  }
  guarded.guard.close_window();
  guarded.guard.disarm();
  EXPECT_EQ(guarded.guard.readings().chains[0].total(), 2400U);
}

TEST(WrapGuard, ForgetsTheRegionBefore) {
  GuardedSource guarded{wrapping()};
  guarded.guard.arm();
  guarded.guard.open_window();
  guarded.guard.take_reading();
  guarded.guard.close_window();
  guarded.guard.disarm();
  guarded.guard.arm();
  guarded.guard.disarm();
  EXPECT_FALSE(guarded.guard.readings().any);
}

TEST(WrapGuard, RemembersAReadingThatFailed) {
  GuardedSource guarded{wrapping()};
  guarded.source->fails = true;
  guarded.guard.arm();
  guarded.guard.open_window();
  guarded.guard.take_reading();
  guarded.guard.close_window();
  guarded.guard.disarm();
  EXPECT_EQ(guarded.guard.readings().failed_source, 0U);
}

}  // namespace
}  // namespace greenbench
