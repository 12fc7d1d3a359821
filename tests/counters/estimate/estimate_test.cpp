#include "counters/estimate/estimate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "counters/meter/meter.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;

constexpr std::uint64_t gib = 1024ULL * 1024 * 1024;

/// 4 CPUs, 1 W idle, 5 W full, 0.4 W/GiB, with ranges.
PowerModel four_cpus() {
  return {.name = "test row",
          .reason = "the test says so",
          .cpus = 4,
          .idle_watts_per_cpu = {1.0, 0.5, 1.5},
          .full_watts_per_cpu = {5.0, 3.0, 8.0},
          .memory_watts_per_gib = {0.4, 0.2, 0.6}};
}

class Estimate : public ::testing::Test {
 protected:
  std::vector<std::uint64_t> read() {
    std::vector<std::uint64_t> ticks(3);
    EXPECT_FALSE(source_->read(ticks));
    return ticks;
  }
  EstimateInputs now_{.at = Seconds{100.0}, .cpu = Seconds{7.0}, .resident_bytes = 2 * gib};
  std::unique_ptr<EnergySource> source_ = open_estimate(four_cpus(), [this] { return now_; });
};

TEST_F(Estimate, StartsAtZero) {
  EXPECT_EQ(read(), (std::vector<std::uint64_t>{0, 0, 0}));
}

TEST_F(Estimate, CountsIdleTimeOfAllCpusBusyTimeAndMemory) {
  now_.at = Seconds{102.0};
  now_.cpu = Seconds{8.0};
  // 2 s x 4 CPUs x 1 W; 1 CPU-second x 4 W; 2 s x 2 GiB x 0.4 W/GiB; in nanojoules.
  EXPECT_EQ(read(), (std::vector<std::uint64_t>{8'000'000'000, 4'000'000'000, 1'600'000'000}));
}

TEST(EstimateCurve, GivesPartOfTheLoadMoreThanItsPart) {
  PowerModel curved = four_cpus();
  curved.load_exponent = 0.5;
  EstimateInputs now{.at = Seconds{0.0}, .cpu = Seconds{0.0}, .resident_bytes = 0};
  const auto source = open_estimate(curved, [&] { return now; });
  std::vector<std::uint64_t> ticks(3);
  now = {.at = Seconds{2.0}, .cpu = Seconds{2.0}, .resident_bytes = 0};
  ASSERT_FALSE(source->read(ticks));
  // A quarter of the load takes half of the way: 2 s x 4 CPUs x 4 W / 2.
  EXPECT_NEAR(static_cast<double>(ticks[1]), 16e9, 1.0);
  // The load is that since the last read: all four CPUs for a second.
  now = {.at = Seconds{3.0}, .cpu = Seconds{6.0}, .resident_bytes = 0};
  ASSERT_FALSE(source->read(ticks));
  EXPECT_NEAR(static_cast<double>(ticks[1]), 32e9, 1.0);
  // The CPU time of a child comes at its end, in one: more than the CPUs had. None of it is lost.
  now = {.at = Seconds{4.0}, .cpu = Seconds{14.0}, .resident_bytes = 0};
  ASSERT_FALSE(source->read(ticks));
  EXPECT_NEAR(static_cast<double>(ticks[1]), 64e9, 1.0);
}

TEST(EstimateModel, WhoseWattsHaveMemoryInThemHasNoDomainOfMemory) {
  PowerModel whole = four_cpus();
  whole.memory_watts_per_gib = {};
  EstimateInputs now{.at = Seconds{0.0}, .cpu = Seconds{0.0}, .resident_bytes = 0};
  const auto source = open_estimate(whole, [&] { return now; });
  ASSERT_EQ(source->domains().size(), 2U);
  now.at = Seconds{1.0};
  std::vector<std::uint64_t> ticks(2);
  EXPECT_FALSE(source->read(ticks));
  EXPECT_EQ(ticks[0], 4'000'000'000U);
}

TEST_F(Estimate, IntegratesMemoryWithTheMeanOfBothEnds) {
  now_.at = Seconds{110.0};
  now_.resident_bytes = 4 * gib;
  EXPECT_EQ(read()[2], 12'000'000'000U);  // 10 s x 3 GiB x 0.4
  now_.at = Seconds{120.0};
  EXPECT_EQ(read()[2], 28'000'000'000U);  // and 10 s x 4 GiB x 0.4
}

TEST_F(Estimate, HasThreeCountedEstimatedDomainsThatNeverWrap) {
  std::vector<std::string> names;
  for (const Domain& domain : source_->domains()) {
    names.push_back(domain.name);
    EXPECT_TRUE(domain.counted);
    EXPECT_EQ(domain.provenance, Provenance::estimated);
    EXPECT_FALSE(domain.wrap_modulus);
    EXPECT_FALSE(domain.update_period);
    EXPECT_EQ(domain.unit, Joules{1e-9});
    EXPECT_EQ(domain.where, "model: test row (the test says so)");
  }
  EXPECT_THAT(names, ::testing::ElementsAre("cpu_idle", "cpu_active", "memory"));
}

TEST_F(Estimate, CarriesTheRangeOfTheModelsParameters) {
  const std::span<const Domain> domains = source_->domains();
  EXPECT_DOUBLE_EQ(domains[0].low_factor, 0.5);
  EXPECT_DOUBLE_EQ(domains[0].high_factor, 1.5);
  EXPECT_DOUBLE_EQ(domains[1].low_factor, 2.5 / 4.0);  // (3 - 0.5) / (5 - 1)
  EXPECT_DOUBLE_EQ(domains[1].high_factor, 6.5 / 4.0);
  EXPECT_DOUBLE_EQ(domains[2].high_factor, 1.5);
}

TEST(EstimateModel, WhoseFullPowerIsItsIdlePowerHasNothingToScale) {
  PowerModel flat = four_cpus();
  flat.full_watts_per_cpu = flat.idle_watts_per_cpu;
  const auto source = open_estimate(flat, [] { return EstimateInputs{}; });
  EXPECT_EQ(source->domains()[1].low_factor, 1.0);
}

TEST_F(Estimate, ThroughTheMeterHasTheModelsHalfRangeAsItsUncertainty) {
  auto clock = std::make_shared<SimulatedClock>();
  Seconds cpu{0.0};
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(open_estimate(
      four_cpus(), [&] { return EstimateInputs{.at = clock->now(), .cpu = cpu, .resident_bytes = gib}; }));
  EnergyMeter meter{std::move(sources), {.clock = clock}};
  meter.start();
  clock->advance(Seconds{1.0});
  cpu = Seconds{1.0};
  meter.stop();
  const EnergyUse use = std::get<EnergyUse>(meter.result());
  EXPECT_NEAR(use.wall.value(), 1.0, 1e-9);
  EXPECT_NEAR(use.total.value(), 4.0 + 4.0 + 0.4, 1e-6);
  // All parameters low: 4 x 0.5 + 2.5 + 0.2 = 4.7 J; all high: 4 x 1.5 + 6.5 + 0.6 = 13.1 J.
  EXPECT_NEAR(use.total_uncertainty.value(), (13.1 - 4.7) / 2, 1e-6);
}

}  // namespace
}  // namespace greenbench
