#include "counters/power_sampler.hpp"

#include <gtest/gtest.h>

#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;

/// A sensor that says what it was last told.
struct Sensor {
  std::atomic<std::uint64_t> microwatts{0};
  std::atomic<bool> fails{false};

  PowerSampler::ReadMicrowatts reader() {
    return [this]() -> NumberRead {
      if (fails) return {0, std::make_error_code(std::errc::io_error)};
      return {microwatts.load(), {}};
    };
  }
};

struct Sampled {
  Sensor sensor;
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::optional<PowerSampler> sampler;

  explicit Sampled(std::uint64_t first_microwatts) {
    sensor.microwatts = first_microwatts;
    sampler.emplace(std::vector{sensor.reader()}, PowerSampler::Options{.period = Seconds{0.1}, .clock = clock});
  }
  void sample_after(double seconds, std::uint64_t microwatts) {
    clock->advance(Seconds{seconds});
    sensor.microwatts = microwatts;
    sampler->take_sample();
  }
  [[nodiscard]] double joules() const { return static_cast<double>(sampler->microjoules(0).value) * 1e-6; }
};

TEST(PowerSampler, StartsAtNothing) {
  const Sampled sampled{10'000'000};
  EXPECT_EQ(sampled.joules(), 0.0);
}

TEST(PowerSampler, IntegratesByTrapezoids) {
  // 10 W at 0 s, 20 W at 1 s, 20 W at 3 s: 15 J and 40 J.
  Sampled sampled{10'000'000};
  sampled.sample_after(1.0, 20'000'000);
  EXPECT_NEAR(sampled.joules(), 15.0, 1e-6);
  sampled.sample_after(2.0, 20'000'000);
  EXPECT_NEAR(sampled.joules(), 55.0, 1e-6);
}

TEST(PowerSampler, MovesOnlyWithASample) {
  Sampled sampled{10'000'000};
  sampled.clock->advance(Seconds{5.0});
  EXPECT_EQ(sampled.joules(), 0.0);
}

TEST(PowerSampler, GivesTheErrorUntilASampleCanBeTakenAgainAndBridgesTheGap) {
  Sampled sampled{10'000'000};
  sampled.sample_after(1.0, 10'000'000);
  sampled.sensor.fails = true;
  sampled.sample_after(1.0, 0);
  EXPECT_EQ(sampled.sampler->microjoules(0).error, std::errc::io_error);
  sampled.sensor.fails = false;
  sampled.sample_after(1.0, 30'000'000);
  EXPECT_FALSE(sampled.sampler->microjoules(0).error);
  EXPECT_NEAR(sampled.joules(), 10.0 + 40.0, 1e-6) << "2 s at 20 W on average";
}

TEST(PowerSampler, KeepsEachSensorApart) {
  Sensor first;
  Sensor second;
  first.microwatts = 1'000'000;
  second.microwatts = 5'000'000;
  auto clock = std::make_shared<SimulatedClock>();
  PowerSampler sampler{{first.reader(), second.reader()}, {.period = Seconds{0.1}, .clock = clock}};
  clock->advance(Seconds{2.0});
  sampler.take_sample();
  EXPECT_EQ(sampler.microjoules(0).value, 2'000'000U);
  EXPECT_EQ(sampler.microjoules(1).value, 10'000'000U);
}

TEST(PowerSampler, KnowsNoCostWithoutAThread) {
  const Sampled sampled{1};
  EXPECT_FALSE(sampled.sampler->cost());
}

TEST(PowerSampler, SamplesByItselfAndTellsWhatThatCosts) {
  Sensor sensor;
  sensor.microwatts = 10'000'000;
  PowerSampler sampler{{sensor.reader()}, {.period = Seconds{1e-3}}};
  sampler.run_thread();
  while (sampler.microjoules(0).value < 50'000 || !sampler.cost()) std::this_thread::yield();
  EXPECT_GT(*sampler.cost(), 0.0);
  EXPECT_LE(*sampler.cost(), 1.0);
}

}  // namespace
}  // namespace greenbench
