#include "counters/meter/meter.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "tests/counters/allocation_count.hpp"
#include "tests/counters/simulated_bench.hpp"

namespace greenbench {
namespace {

using testing::Accuracy;
using testing::Bench;
using testing::dram_watts;
using testing::Errors;
using testing::errors_at_constant_power;
using testing::one_socket;
using testing::package_watts;
using testing::SimulatedClock;
using testing::SimulatedCounter;
using testing::SimulatedSource;

class ConstantPower : public ::testing::TestWithParam<Accuracy> {};

TEST_P(ConstantPower, IsMeasuredWithinItsTolerance) {
  Bench bench{one_socket()};
  const Errors errors = errors_at_constant_power(bench, GetParam().region, package_watts + dram_watts);
  EXPECT_LT(errors.mean_relative, GetParam().error);
  EXPECT_GE(errors.covered, 0.95);
  EXPECT_LT(errors.mean_stated, GetParam().stated);
}

TEST_P(ConstantPower, IsMeasuredThroughManyWraps) {
  std::vector<SimulatedCounter> counters = one_socket();
  for (SimulatedCounter& counter : counters) {
    // Two regions in three wrap.
    const double joules = counter.watts * (GetParam().region + 0.004);
    counter.modulus = static_cast<std::uint64_t>(1.5 * joules / counter.unit);
  }
  Bench bench{counters};
  const Errors errors = errors_at_constant_power(bench, GetParam().region, package_watts + dram_watts);
  EXPECT_LT(errors.mean_relative, GetParam().error);
  EXPECT_GE(errors.covered, 0.95);
}

TEST_P(ConstantPower, IsMeasuredOnTwoSocketsWhosePhasesDiffer) {
  Bench bench{{{.name = "package-0", .watts = 80.0},
               {.name = "package-1", .watts = 60.0, .period = 0.976e-3, .phase = 0.43e-3}}};
  const Errors errors = errors_at_constant_power(bench, GetParam().region, 140.0);
  EXPECT_LT(errors.mean_relative, GetParam().error);
  EXPECT_GE(errors.covered, 0.95);
  EXPECT_LT(errors.mean_stated, GetParam().stated);
}

INSTANTIATE_TEST_SUITE_P(Regions, ConstantPower,
                         ::testing::Values(Accuracy{1.0, 0.001, 0.001}, Accuracy{0.1, 0.005, 0.005},
                                           Accuracy{0.01, 0.01, 0.02}, Accuracy{0.002, 0.05, 0.1}));

TEST(EnergyMeter, CountsTheEnergyAfterTheLastUpdateOfARegion) {
  Bench bench{one_socket()};
  // Ten updates and 0.4 of one; without the rest it would be 4% less.
  const EnergyUse use = bench.use(0.0104);
  EXPECT_NEAR(use.total.value(), (package_watts + dram_watts) * use.wall.value(), 0.005 * use.total.value());
}

TEST(EnergyMeter, LeavesOutTheEnergyBeforeTheStartOfACounterThatItCouldNotStartWith) {
  // The window starts at an update of one counter, so 0.4 or 0.6 of a period after the other's.
  Bench bench{{{.name = "package-0"}, {.name = "package-1", .phase = 0.4e-3}}};
  const EnergyUse use = bench.use(0.01);
  for (const Joules& energy : use.domains) EXPECT_NEAR(energy.value(), 50.0 * use.wall.value(), 0.01 * energy.value());
}

TEST(EnergyMeter, MeasuresTheUpdatePeriod) {
  Bench bench{{{.period = 0.976e-3}}};
  ASSERT_TRUE(bench.meter->domains()[0].update_period);
  EXPECT_NEAR(bench.meter->domains()[0].update_period->value(), 0.976e-3, 5e-6);
}

TEST(EnergyMeter, TakesUpdatePeriodsThatWereMeasuredBefore) {
  Bench bench{one_socket(), {Seconds{1e-3}, std::nullopt}};
  EXPECT_EQ(bench.source->reads, 0);
  EXPECT_EQ(bench.meter->domains()[0].update_period, Seconds{1e-3});
  EXPECT_EQ(bench.meter->domains()[1].update_period, std::nullopt);
}

TEST(EnergyMeter, TakesJittersThatWereMeasuredWithThePeriods) {
  auto clock = std::make_shared<SimulatedClock>();
  const auto meter_with = [&](std::vector<std::optional<Seconds>> jitters) {
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::make_unique<SimulatedSource>(clock, one_socket()));
    return EnergyMeter{
        std::move(sources),
        {.update_periods = {Seconds{1e-3}, std::nullopt}, .update_jitters = std::move(jitters), .clock = clock}};
  };
  const EnergyMeter meter = meter_with({Seconds{2e-6}, std::nullopt});
  EXPECT_EQ(meter.domains()[0].update_jitter, Seconds{2e-6});
  EXPECT_EQ(meter.domains()[1].update_jitter, std::nullopt);
  EXPECT_EQ(meter_with({}).domains()[0].update_jitter, std::nullopt);
  EXPECT_THROW(meter_with({Seconds{2e-6}}), std::invalid_argument);
}

TEST(EnergyMeter, MeasuresTheJitterBesideThePeriod) {
  Bench bench{{{.period = 0.976e-3}}};
  ASSERT_TRUE(bench.meter->domains()[0].update_jitter);
  EXPECT_LE(bench.meter->domains()[0].update_jitter->value(), 2e-6) << "a regular counter, polled every 2 us";
}

TEST(EnergyMeter, RefusesAWrongNumberOfUpdatePeriods) {
  EXPECT_THROW((Bench{one_socket(), {Seconds{1e-3}}}), std::invalid_argument);
}

TEST(EnergyMeter, CountsOnlyWhatIsCounted) {
  std::vector<SimulatedCounter> counters = one_socket();
  counters.push_back({.name = "core-0", .watts = 30.0, .counted = false});
  counters.push_back({.name = "psys", .watts = 90.0, .counted = false});
  Bench bench{counters};
  const EnergyUse use = bench.use(0.1);
  ASSERT_EQ(use.domains.size(), 4U);
  EXPECT_NEAR(use.total.value(), 5.4, 0.01);
  EXPECT_NEAR(use.domains[3].value(), 9.0, 0.2) << "shown, though not counted";
}

TEST(EnergyMeter, SubtractsEachDomainModuloItsOwnRangeBeforeItSums) {
  // Only the DRAM wraps in the region; with one modulus for all, or after summing, this would be off by kilojoules.
  std::vector<SimulatedCounter> counters = one_socket();
  counters[0].modulus = 4'294'967'296;
  counters[1].unit = 15.2587890625e-6;
  counters[1].modulus = 65'536;  // one joule
  counters[1].first_joules = 1.0 - 0.1;
  Bench bench{counters};
  for (int i = 0; i < 5; ++i) EXPECT_NEAR(bench.use(0.2).total.value(), 10.8, 0.01);
}

TEST(EnergyMeter, AStalledCounterHangsNothingAndUsesNothing) {
  Bench bench{{{.name = "package-0", .watts = 50.0}, {.name = "dram-0", .watts = 0.0}}};
  EXPECT_EQ(bench.meter->domains()[1].update_period, std::nullopt);
  const EnergyUse use = bench.use(0.01);
  EXPECT_EQ(use.domains[1], Joules{0.0});
  EXPECT_NEAR(use.total.value(), 0.5, 0.005);
}

TEST(EnergyMeter, ACounterThatStallsLaterHangsNothing) {
  Bench bench{{{.joules_at = [](double time) { return 50.0 * std::min(time, 100.08); }}}};
  EXPECT_EQ(bench.fault(0.1).kind, MeterFault::Kind::stopped);
  const double before = bench.clock->now().value();
  EXPECT_EQ(bench.fault(0.01).kind, MeterFault::Kind::stopped);
  EXPECT_LT(bench.clock->now().value() - before, 0.01 + 2 * 0.0031 + 1.0)
      << "at most three periods of patience at each end, and a second to be sure";
}

/// 50 W, of which the counter shows nothing between two moments: it catches up afterwards.
SimulatedCounter counter_that_sleeps(double from, double to) {
  return {.joules_at = [from, to](double time) { return 50.0 * (time > from && time < to ? from : time); }};
}

TEST(EnergyMeter, AStartInWhichTheCounterStandsStillIsCoveredByItsUncertainty) {
  // It stops when the search has begun, and comes back 2 ms into the region with all that it missed.
  Bench bench{{counter_that_sleeps(100.1, 100.1075)}, {Seconds{1e-3}}};
  bench.clock->advance(Seconds{0.1015});
  const EnergyUse use = bench.use(0.05);
  const double error = std::abs(use.total.value() - 50.0 * use.wall.value());
  EXPECT_GT(error, 50.0 * 2e-3) << "more than the one period";
  EXPECT_LE(error, use.total_uncertainty.value());
  EXPECT_LT(use.total_uncertainty.value(), 50.0 * 10e-3);
}

TEST(EnergyMeter, AnEndInWhichTheCounterStandsStillIsCoveredByItsUncertainty) {
  Bench bench{{counter_that_sleeps(100.0505, 101.0)}, {Seconds{1e-3}}};
  const EnergyUse use = bench.use(0.053);
  const double error = std::abs(use.total.value() - 50.0 * use.wall.value());
  EXPECT_GT(error, 50.0 * 2e-3) << "more than the one period";
  EXPECT_LE(error, use.total_uncertainty.value());
  EXPECT_LT(use.total_uncertainty.value(), 50.0 * 10e-3);
}

TEST(EnergyMeter, SaysHowLittleASlowCounterTells) {
  // 100 ms periods are not waited for: two periods' energy is the uncertainty.
  Bench bench{{{.watts = 50.0, .period = 0.1}}, {Seconds{0.1}}};
  const double before = bench.clock->now().value();
  const EnergyUse use = bench.use(1.0);
  EXPECT_NEAR(bench.clock->now().value() - before, 1.0, 1e-3);
  EXPECT_NEAR(use.total_uncertainty.value(), 2.0 * 50.0 * 0.1, 1.0);
}

TEST(EnergyMeter, ASlowCounterThatDidNotMoveIsNotTakenForNoEnergy) {
  Bench bench{{{.watts = 50.0, .period = 0.2, .maximum_watts = 150.0}}, {Seconds{0.2}}};
  bench.clock->advance(Seconds{0.05});
  const EnergyUse use = bench.use(0.01);
  EXPECT_EQ(use.total, Joules{0.0});
  EXPECT_GT(use.total_uncertainty.value(), 0.5);
}

TEST(EnergyMeter, StatesMoreUncertaintyWhenPowerChangesAtTheEnds) {
  // Work at 100 W, and 20 W while the meter polls: the last step mixes both.
  std::shared_ptr<bool> working = std::make_shared<bool>(false);
  struct Load {
    double joules = 0.0, last = 0.0;
  };
  auto load = std::make_shared<Load>();
  const auto joules_at = [working, load](double time) {
    return load->joules + (*working ? 100.0 : 20.0) * (time - load->last);
  };
  Bench bench{{{.joules_at = joules_at}}, {Seconds{1e-3}}};
  const auto switch_to = [&](bool busy) {
    const double now = bench.clock->now().value();
    load->joules = joules_at(now);
    load->last = now;
    *working = busy;
  };
  int covered = 0;
  constexpr int repetitions = 200;
  std::mt19937 random{11};
  std::uniform_real_distribution<double> length{0.010, 0.011};
  for (int i = 0; i < repetitions; ++i) {
    bench.meter->start();
    switch_to(true);
    const double start = load->joules;
    bench.clock->advance(Seconds{length(random)});
    switch_to(false);
    const double truth = load->joules - start;
    bench.meter->stop();
    const EnergyUse use = std::get<EnergyUse>(bench.meter->result());
    if (std::abs(use.total.value() - truth) <= use.total_uncertainty.value()) ++covered;
    EXPECT_NEAR(use.total.value(), truth, 0.03 * truth);
  }
  EXPECT_GE(covered, 190);
}

TEST(EnergyMeter, ACounterThatWasResetIsAFaultThatNamesIt) {
  Bench bench{{{.name = "package-0", .modulus = 4'294'967'296}}};
  bench.meter->start();
  bench.clock->advance(Seconds{0.01});
  bench.source->lost_ticks = 80'000'000;
  bench.meter->stop();
  const MeterFault fault = std::get<MeterFault>(bench.meter->result());
  EXPECT_EQ(fault.kind, MeterFault::Kind::reset);
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("/simulated/package-0"));
}

TEST(EnergyMeter, ACounterThatRoseBeyondReasonIsAFaultWithItsFigures) {
  const auto with_a_jump = [](double time) { return 50.0 * time + (time > 101.0 ? 1000.0 : 0.0); };
  Bench bench{{{.name = "package-0", .joules_at = with_a_jump}}};
  bench.clock->advance(Seconds{100.995 - bench.clock->now().value()});
  const MeterFault fault = bench.fault(0.01);
  EXPECT_EQ(fault.kind, MeterFault::Kind::jump);
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("/simulated/package-0: the counter rose by 100"));
  EXPECT_THAT(fault.reason, ::testing::HasSubstr("W explain"));
  EXPECT_NEAR(bench.use(0.1).total.value(), 5.0, 0.01) << "and the next region is good again";
}

TEST(EnergyMeter, FindsTheCountedDomainsThatStandStill) {
  Bench alive{one_socket()};
  EXPECT_THAT(alive.meter->find_dead_domains(), ::testing::IsEmpty());
  Bench half{{{.name = "package-0", .watts = 0.0}, {.name = "dram-0", .watts = 3.0}}};
  EXPECT_THAT(half.meter->find_dead_domains(), ::testing::ElementsAre(0U));
  Bench shown{{{.name = "package-0"}, {.name = "psys", .watts = 0.0, .counted = false}}};
  EXPECT_THAT(shown.meter->find_dead_domains(), ::testing::IsEmpty()) << "what is only shown may stand still";
}

/// 50 W up to a time, then nothing; from another time on 50 W again.
auto stopped_from(double stop, double start = 1e9) {
  return [=](double time) { return 50.0 * (std::min(time, stop) + std::max(time - start, 0.0)); };
}

TEST(EnergyMeter, ACounterThatStopsInOrBeforeARegionIsAFaultByItsName) {
  for (const double stop : {100.9, 101.005}) {  // the region is from 101.000 to 101.010
    Bench bench{{{.name = "package-0", .joules_at = stopped_from(stop)}, {.name = "dram-0", .watts = 3.0}}};
    bench.clock->advance(Seconds{101.0 - bench.clock->now().value()});
    const MeterFault fault = bench.fault(0.01);
    EXPECT_EQ(fault.kind, MeterFault::Kind::stopped);
    EXPECT_EQ(
        fault.reason,
        "/simulated/package-0: the counter of package-0 has stopped: it stood still for 1 s while a CPU was busy");
  }
}

TEST(EnergyMeter, ACounterThatOnlyPausesIsNoFault) {
  Bench bench{{{.name = "package-0", .joules_at = stopped_from(100.9, 101.5)}, {.name = "dram-0", .watts = 3.0}}};
  bench.clock->advance(Seconds{101.0 - bench.clock->now().value()});
  EXPECT_NEAR(bench.use(0.01).total.value(), 0.03, 0.001) << "0 J of the package, however uncertain";
  EXPECT_NEAR(bench.clock->now().value(), 101.5, 0.01) << "watched until it moved again";
  EXPECT_NEAR(bench.use(0.01).total.value(), 0.53, 0.01);
}

TEST(EnergyMeter, AStoppedCounterThatIsOnlyShownIsNoFault) {
  Bench bench{{{.name = "package-0"}, {.name = "psys", .counted = false, .joules_at = stopped_from(100.9)}}};
  bench.clock->advance(Seconds{101.0 - bench.clock->now().value()});
  EXPECT_NEAR(bench.use(0.01).total.value(), 0.5, 0.01);
}

// It may use anything up to its largest power, which is what the sum must say.
TEST(EnergyMeter, ADomainThatNobodySawMovingIsAsUncertainAsItsLargestPower) {
  Bench bench{{{.name = "package-0", .watts = 0.0, .maximum_watts = 100.0}, {.name = "dram-0", .watts = 3.0}}};
  const EnergyUse use = bench.use(1.0);
  EXPECT_NEAR(use.total.value(), 3.0, 0.01);
  EXPECT_GE(use.total_uncertainty.value(), 2 * 0.25 * 100.0);
}

TEST(EnergyMeter, ARegionAfterAResetIsGoodAgain) {
  Bench bench{{{.name = "package-0", .modulus = 4'294'967'296}}};
  bench.meter->start();
  bench.source->lost_ticks = 80'000'000;
  bench.meter->stop();
  EXPECT_TRUE(std::holds_alternative<MeterFault>(bench.meter->result()));
  EXPECT_NEAR(bench.use(0.1).total.value(), 5.0, 0.01);
}

TEST(EnergyMeter, ACounterThatCannotBeReadAtTheEndIsAFaultThatNamesIt) {
  Bench bench{one_socket()};
  bench.meter->start();
  bench.source->fails = true;
  bench.meter->stop();
  const MeterFault fault = std::get<MeterFault>(bench.meter->result());
  EXPECT_EQ(fault.kind, MeterFault::Kind::unreadable);
  EXPECT_EQ(fault.reason, "simulated: cannot read /simulated/package-0");
}

TEST(EnergyMeter, ACounterThatCannotBeReadAtTheStartIsAFault) {
  Bench bench{one_socket()};
  bench.source->fails = true;
  EXPECT_EQ(bench.fault(0.01).kind, MeterFault::Kind::unreadable);
}

TEST(EnergyMeter, AllocatesNothingFromStartToStop) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  std::vector<SimulatedCounter> counters = one_socket();
  counters[0].modulus = 4'294'967'296;
  Bench bench{counters};
  const std::uint64_t before = testing::allocation_count();
  bench.meter->start();
  bench.clock->advance(Seconds{0.01});
  bench.meter->stop();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_TRUE(std::holds_alternative<EnergyUse>(bench.meter->result()));
}

TEST(EnergyMeter, TheWindowExceedsTheWorkByOneReadOnly) {
  Bench bench{one_socket()};
  // Half a read at each end; a read of two counters takes 4 us.
  EXPECT_NEAR(bench.use(0.01).wall.value(), 0.01 + 4e-6, 1e-9);
}

}  // namespace
}  // namespace greenbench
