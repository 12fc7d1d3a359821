#include "counters/meter/window_meter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <thread>

#include "tests/counters/meter/window_bench.hpp"

namespace greenbench {
namespace {

using testing::dram_watts;
using testing::is_power_times_time;
using testing::one_socket;
using testing::package_watts;
using testing::WindowBench;

constexpr double total_watts = package_watts + dram_watts;

TEST(WindowMeter, GivesPowerTimesSeconds) {
  WindowBench bench{one_socket()};
  const EnergyWindow window = bench.open();
  bench.clock->advance(Seconds{1.0});
  const EnergyUse use = bench.use(window);
  EXPECT_NEAR(use.wall.value(), 1.0, 1e-5);
  EXPECT_NEAR(use.total.value(), total_watts, 0.005 * total_watts);
  EXPECT_NEAR(use.domains[1].value(), dram_watts, 0.005 * dram_watts);
  // Each end may be off by one update, of a millisecond.
  EXPECT_NEAR(use.total_uncertainty.value(), 2e-3 * total_watts, 0.05 * 2e-3 * total_watts);
}

TEST(WindowMeter, AnEndTakesOneReadAndWaitsForNothing) {
  WindowBench bench{one_socket()};
  const int before = bench.source->reads;
  const EnergyWindow window = bench.open();
  static_cast<void>(bench.meter->close(window));
  EXPECT_EQ(bench.source->reads, before + 2);
}

TEST(WindowMeter, WindowsOverlapAndEachHasItsOwnOpening) {
  WindowBench bench{one_socket()};
  const EnergyWindow first = bench.open();
  bench.clock->advance(Seconds{0.3});
  const EnergyWindow second = bench.open();
  bench.clock->advance(Seconds{0.5});
  const EnergyUse of_first = bench.use(first);
  bench.clock->advance(Seconds{0.2});
  const EnergyUse of_second = bench.use(second);
  EXPECT_NEAR(of_first.wall.value(), 0.8, 1e-4);
  EXPECT_NEAR(of_second.wall.value(), 0.7, 1e-4);
  EXPECT_TRUE(is_power_times_time(of_first, total_watts));
  EXPECT_TRUE(is_power_times_time(of_second, total_watts));
}

TEST(WindowMeter, ConsecutiveWindowsAddUpToTheOneAroundThem) {
  WindowBench bench{one_socket()};
  const EnergyWindow around = bench.open();
  Joules sum;
  Joules uncertainty;
  for (int i = 0; i < 10; ++i) {
    const EnergyWindow inside = bench.open();
    bench.clock->advance(Seconds{0.0937});
    const EnergyUse use = bench.use(inside);
    sum += use.total;
    uncertainty += use.total_uncertainty;
  }
  const EnergyUse use = bench.use(around);
  EXPECT_NEAR(sum.value(), use.total.value(), (uncertainty + use.total_uncertainty).value());
  EXPECT_NEAR(sum.value(), use.total.value(), 0.01 * use.total.value());
}

TEST(WindowMeter, ThreadsOpenAndCloseAtTheSameTime) {
  WindowBench bench{one_socket()};
  std::array<int, 4> right{};
  std::vector<std::thread> threads;
  for (int& mine : right) {
    threads.emplace_back([&bench, &mine] {
      for (int i = 0; i < 200; ++i) {
        const EnergyWindow outer = bench.open();
        const EnergyWindow inner = bench.open();
        mine += is_power_times_time(bench.use(inner), total_watts) ? 1 : 0;
        mine += is_power_times_time(bench.use(outer), total_watts) ? 1 : 0;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(right, ::testing::Each(400));
}

TEST(WindowMeter, ACounterThatHasStoppedIsAFaultOfALongWindow) {
  std::vector<testing::SimulatedCounter> counters = one_socket();
  // It moves while its period is measured, and stands still from 10 s on.
  counters[0].joules_at = [](double time) { return 50.0 * std::min(time, 110.0); };
  WindowBench bench{counters};
  bench.clock->advance(Seconds{20.0});
  const EnergyWindow window = bench.open();
  bench.clock->advance(Seconds{0.5});
  EXPECT_EQ(bench.use(window).domains[0], Joules{0.0});
  bench.clock->advance(Seconds{1.0});
  const MeterFault fault = bench.fault(window);
  EXPECT_EQ(fault.kind, MeterFault::Kind::stopped);
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("/simulated/package-0: the counter of package-0 has stopped"));
}

TEST(WindowMeter, WhatCannotBeReadIsAFaultOfThatWindowWhoseSecondsAreKnown) {
  WindowBench bench{one_socket()};
  const EnergyWindow good = bench.open();
  bench.source->fails = true;
  const EnergyWindow bad = bench.open();
  bench.source->fails = false;
  bench.clock->advance(Seconds{1.0});
  const WindowResult result = bench.meter->close(bad);
  EXPECT_NEAR(result.wall.value(), 1.0, 1e-5);
  EXPECT_EQ(std::get<MeterFault>(result.energy).kind, MeterFault::Kind::unreadable);
  EXPECT_THAT(std::get<MeterFault>(result.energy).reason, ::testing::HasSubstr("cannot read /simulated/package-0"));
  EXPECT_TRUE(is_power_times_time(bench.use(good), total_watts));
  bench.source->fails = true;
  EXPECT_EQ(bench.fault(good).kind, MeterFault::Kind::unreadable);
}

TEST(WindowMeter, EdgesMakeShortWindowsSure) {
  WindowBench bench{one_socket()};
  for (int i = 0; i < 20; ++i) {
    bench.clock->advance(Seconds{0.37e-3});
    const EnergyWindow window = bench.open(WindowEnds::at_edges);
    bench.clock->advance(Seconds{0.0104});
    const EnergyUse use = bench.use(window);
    EXPECT_NEAR(use.total.value(), total_watts * use.wall.value(), 0.005 * use.total.value());
    EXPECT_LT(use.total_uncertainty / use.total, 0.02);
    EXPECT_TRUE(is_power_times_time(use, total_watts));
  }
}

TEST(WindowMeter, WindowsThatWaitForEdgesOverlapToo) {
  WindowBench bench{one_socket()};
  const EnergyWindow first = bench.open(WindowEnds::at_edges);
  bench.clock->advance(Seconds{0.0052});
  const EnergyWindow second = bench.open(WindowEnds::at_edges);
  bench.clock->advance(Seconds{0.0047});
  const EnergyUse of_first = bench.use(first);
  bench.clock->advance(Seconds{0.0033});
  const EnergyUse of_second = bench.use(second);
  for (const EnergyUse& use : {of_first, of_second}) {
    EXPECT_NEAR(use.total.value(), total_watts * use.wall.value(), 0.01 * use.total.value());
    EXPECT_TRUE(is_power_times_time(use, total_watts));
  }
}

TEST(WindowMeter, JoulesNoLargerThanTheirUncertaintyAreBelowTheResolution) {
  WindowBench bench{one_socket()};
  const EnergyWindow window = bench.open();
  bench.clock->advance(Seconds{0.0015});
  const WindowResult result = bench.meter->close(window);
  ASSERT_GT(std::get<EnergyUse>(result.energy).total, Joules{0.0});
  EXPECT_THAT(*why_no_joules(result, Provenance::measured), ::testing::StartsWith("below the counters' resolution: "));
  EXPECT_EQ(why_no_joules(result, Provenance::estimated), std::nullopt) << "its uncertainty is the model's";
  bench.clock->advance(Seconds{0.01});
  EXPECT_EQ(why_no_joules(bench.meter->close(window), Provenance::measured), std::nullopt);
}

TEST(WindowMeter, AWindowInWhichNoCounterMovedIsBelowTheResolution) {
  WindowBench bench{one_socket()};
  const EnergyWindow window = bench.open();
  EXPECT_EQ(why_no_joules(bench.meter->close(window), Provenance::measured), "below the counters' resolution");
}

}  // namespace
}  // namespace greenbench
