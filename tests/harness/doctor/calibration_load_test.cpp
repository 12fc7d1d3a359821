#include "harness/doctor/calibration_load.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/command_line/failure.hpp"
#include "results/inputs/power_model_file.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using testing::SimulatedClock;
using testing::SimulatedCounter;
using testing::SimulatedSource;

/// A machine whose processor draws 8 W and 8 W more for each busy thread, and whose memory draws 4 W. Loads pass in
/// simulated time.
struct SimulatedLoads {
  SimulatedLoads() {
    std::vector<SimulatedCounter> counters(3);
    counters[0] = {.name = "package-0",
                   .joules_at = [this](double time) { return joules_ + watts_ * (time - since_); }};
    counters[1] = {.name = "dram-0", .watts = 4.0};
    counters[2] = {.name = "core-0", .watts = 3.0, .counted = false};
    auto owned = std::make_unique<SimulatedSource>(clock, std::move(counters));
    source = owned.get();
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::move(owned));
    const std::vector<std::optional<Seconds>> periods(3, Seconds{1e-3});
    meter.emplace(std::move(sources), EnergyMeter::Options{.update_periods = periods, .clock = clock});
  }

  void switch_to(double watts) {
    const double now = clock->now().value();
    joules_ += watts_ * (now - since_);
    since_ = now;
    watts_ = watts;
  }
  void run(int threads, Seconds duration) {
    loads.push_back(threads);
    switch_to(8.0 + 8.0 * threads);
    clock->advance(duration);
    cpu += duration * threads;
    switch_to(8.0);
  }
  LoadRig rig() {
    return {*meter, [this] { return cpu; }, [this](int threads, Seconds duration) { run(threads, duration); }};
  }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  SimulatedSource* source = nullptr;
  std::optional<EnergyMeter> meter;
  Seconds cpu;
  std::vector<int> loads;

 private:
  double joules_ = 0.0, since_ = 0.0, watts_ = 8.0;
};

TEST(LoadLevels, AreIdleAndUpToEightUpToAllCpus) {
  EXPECT_THAT(load_levels(1), ElementsAre(0, 1));
  EXPECT_THAT(load_levels(3), ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(load_levels(16), ElementsAre(0, 2, 4, 6, 8, 10, 12, 14, 16));
  EXPECT_THAT(load_levels(10), ElementsAre(0, 1, 3, 4, 5, 6, 8, 9, 10));
}

TEST(ObserveLoads, GoesUpAndDownAgainAndSplitsMemoryOff) {
  SimulatedLoads machine;
  const std::vector<LoadObservation> seen = observe_loads(machine.rig(), std::vector{0, 2}, Seconds{1.0});
  EXPECT_THAT(machine.loads, ElementsAre(0, 2, 2, 0));
  ASSERT_EQ(seen.size(), 4U);
  EXPECT_NEAR(seen[1].wall.value(), 1.0, 1e-4);
  EXPECT_EQ(seen[1].cpu, Seconds{2.0});
  EXPECT_NEAR(seen[1].processor.value(), 24.0, 0.05);
  EXPECT_NEAR(seen[1].memory->value(), 4.0, 0.01);
  EXPECT_NEAR(seen[3].processor.value(), 8.0, 0.02);
}

TEST(ObserveLoads, GivesTheFitItsTrueModelWhichTheProgramReadsBack) {
  SimulatedLoads machine;
  const std::vector<LoadObservation> seen = observe_loads(machine.rig(), load_levels(4), Seconds{1.0});
  const PowerFit fit = fit_power(seen, {.cpus = 4, .memory_gib = 8.0});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, 2.0, 0.02);
  EXPECT_NEAR(fit.full_watts_per_cpu.value, 10.0, 0.05);
  EXPECT_NEAR(fit.memory_watts_per_gib.value, 0.5, 0.002);

  PowerModel model;
  model.name = "a \"quoted\" name";
  model.reason = "two lines\nof reason";
  model.idle_watts_per_cpu = fit.idle_watts_per_cpu;
  model.full_watts_per_cpu = fit.full_watts_per_cpu;
  model.memory_watts_per_gib = fit.memory_watts_per_gib;
  const PowerModel again = parse_power_model(power_model_text(model), "model.toml");
  EXPECT_EQ(again.name, model.name);
  EXPECT_NEAR(again.idle_watts_per_cpu.value, fit.idle_watts_per_cpu.value, 1e-3);
  EXPECT_NEAR(again.full_watts_per_cpu.high, fit.full_watts_per_cpu.high, 1e-2);
  EXPECT_NEAR(again.memory_watts_per_gib.low, fit.memory_watts_per_gib.low, 1e-3);
}

TEST(ObserveLoads, SaysWhichCounterFailed) {
  SimulatedLoads machine;
  machine.source->fails = true;
  EXPECT_THAT([&] { static_cast<void>(observe_loads(machine.rig(), std::vector{0}, Seconds{1.0})); },
              ::testing::ThrowsMessage<CannotMeasure>(::testing::HasSubstr("/simulated/package-0")));
}

}  // namespace
}  // namespace greenbench
