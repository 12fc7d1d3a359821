#include "counters/source/power_sampler.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <cmath>
#include <future>

#include "tests/counters/allocation_count.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench {
namespace {

using testing::SimulatedClock;

/// Sensors whose power a test sets, and a clock that only the test moves.
struct SampledSensors {
  explicit SampledSensors(std::size_t count = 1) : reads(count), sampler(readers(), options()) {}

  void sample_at(double seconds, double watts) {
    reads[0] = {Watts{watts}, {}};
    sample_at(seconds);
  }
  void fail_at(double seconds) {
    reads[0].error = std::make_error_code(std::errc::io_error);
    sample_at(seconds);
  }
  void sample_at(double seconds) {
    clock->advance(Seconds{start + seconds} - clock->now());
    sampler.take_sample();
  }
  [[nodiscard]] double joules(std::size_t sensor = 0) const {
    const EnergyRead read = sampler.energy(sensor);
    EXPECT_FALSE(read.error) << read.error.message();
    return read.energy.value();
  }

  std::vector<PowerRead> reads;
  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  std::shared_ptr<SimulatedClock> cpu = std::make_shared<SimulatedClock>();
  double start = clock->now().value();
  PowerSampler sampler;

 private:
  std::vector<PowerSampler::ReadPower> readers() {
    std::vector<PowerSampler::ReadPower> readers;
    for (const PowerRead& read : reads) readers.emplace_back([&read] { return read; });
    return readers;
  }
  PowerSampler::Options options() { return {.period = Seconds{1.0}, .clock = clock, .thread_cpu = cpu}; }
};

TEST(PowerSampler, AddsTrapezoids) {
  SampledSensors sensors;
  sensors.sample_at(0.0, 10.0);
  EXPECT_EQ(sensors.joules(), 0.0);
  sensors.sample_at(1.0, 20.0);
  EXPECT_DOUBLE_EQ(sensors.joules(), 15.0);
  sensors.sample_at(3.0, 20.0);
  EXPECT_DOUBLE_EQ(sensors.joules(), 15.0 + 40.0);
  sensors.sample_at(5.0, 0.0);
  EXPECT_DOUBLE_EQ(sensors.joules(), 15.0 + 40.0 + 20.0);
}

TEST(PowerSampler, StandsStillBetweenSamples) {
  SampledSensors sensors;
  sensors.sample_at(0.0, 10.0);
  sensors.sample_at(1.0, 10.0);
  sensors.clock->advance(Seconds{0.9});
  EXPECT_DOUBLE_EQ(sensors.joules(), 10.0);
}

TEST(PowerSampler, IntegratesEachSensorByItself) {
  SampledSensors sensors{2};
  sensors.reads[1].power = Watts{100.0};
  sensors.sample_at(0.0, 10.0);
  sensors.reads[1].power = Watts{300.0};
  sensors.sample_at(2.0, 10.0);
  EXPECT_DOUBLE_EQ(sensors.joules(0), 20.0);
  EXPECT_DOUBLE_EQ(sensors.joules(1), 400.0);
}

TEST(PowerSampler, TakesTheMiddleOfASlowReadAsItsTime) {
  const auto clock = std::make_shared<SimulatedClock>();
  double read_seconds = 0.0;
  const auto read = [&] {
    clock->advance(Seconds{read_seconds});
    return PowerRead{Watts{10.0}, {}};
  };
  PowerSampler sampler{{read}, {.period = Seconds{1.0}, .clock = clock}};
  sampler.take_sample();
  read_seconds = 0.5;
  sampler.take_sample();
  EXPECT_DOUBLE_EQ(sampler.energy(0).energy.value(), 10.0 * 0.25);
}

TEST(PowerSampler, HasNoEnergyBeforeTheFirstSample) {
  const SampledSensors sensors;
  EXPECT_EQ(sensors.sampler.energy(0).error, std::errc::resource_unavailable_try_again);
  EXPECT_EQ(sensors.sampler.cost(), std::nullopt);
}

TEST(PowerSampler, ReportsAFailedReadingUntilOneSucceedsAndBridgesTheGap) {
  SampledSensors sensors;
  sensors.sample_at(0.0, 10.0);
  sensors.fail_at(1.0);
  EXPECT_EQ(sensors.sampler.energy(0).error, std::errc::io_error);
  sensors.clock->advance(Seconds{0.5});
  EXPECT_EQ(sensors.sampler.energy(0).error, std::errc::io_error);
  sensors.sample_at(2.0, 30.0);
  EXPECT_DOUBLE_EQ(sensors.joules(), 40.0);
}

TEST(PowerSampler, StartsWithTheFirstReadingThatSucceeds) {
  SampledSensors sensors;
  sensors.fail_at(0.0);
  sensors.sample_at(5.0, 10.0);
  EXPECT_EQ(sensors.joules(), 0.0);
  sensors.sample_at(6.0, 10.0);
  EXPECT_DOUBLE_EQ(sensors.joules(), 10.0);
}

TEST(PowerSampler, KeepsAFailureToItsSensor) {
  SampledSensors sensors{2};
  sensors.reads[1].power = Watts{100.0};
  sensors.fail_at(0.0);
  sensors.fail_at(1.0);
  EXPECT_TRUE(sensors.sampler.energy(0).error);
  EXPECT_DOUBLE_EQ(sensors.joules(1), 100.0);
}

TEST(PowerSampler, RefusesPowerThatCannotBe) {
  for (const double watts : {-1.0, std::nan("")}) {
    SampledSensors sensors;
    sensors.sample_at(0.0, 10.0);
    sensors.sample_at(1.0, watts);
    EXPECT_EQ(sensors.sampler.energy(0).error, std::errc::result_out_of_range);
    sensors.sample_at(2.0, 10.0);
    EXPECT_DOUBLE_EQ(sensors.joules(), 20.0);
  }
}

TEST(PowerSampler, KnowsWhatItsThreadCosts) {
  SampledSensors sensors;
  sensors.cpu->advance(Seconds{0.001});
  sensors.sample_at(1.0, 10.0);
  EXPECT_NEAR(sensors.sampler.cost().value(), 0.001, 1e-9);
  sensors.cpu->advance(Seconds{0.005});
  sensors.sample_at(2.0, 10.0);
  EXPECT_NEAR(sensors.sampler.cost().value(), 0.003, 1e-9);
}

TEST(PowerSampler, AllocatesNothingWhenItIsRead) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  SampledSensors sensors;
  const std::uint64_t before = testing::allocation_count();
  sensors.sampler.take_sample();
  const EnergyRead read = sensors.sampler.energy(0);
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_FALSE(read.error);
}

TEST(PowerSamplerThread, SamplesUntilTheSamplerIsGone) {
  std::promise<void> third_sample;
  std::atomic<int> reads{0};
  const auto read = [&] {
    if (++reads == 3) third_sample.set_value();
    return PowerRead{Watts{10.0}, {}};
  };
  {
    PowerSampler sampler{{read}, {.period = Seconds{1e-3}}};
    EXPECT_FALSE(sampler.has_thread());
    sampler.run_thread();
    EXPECT_TRUE(sampler.has_thread());
    third_sample.get_future().wait();
    EXPECT_GT(sampler.energy(0).energy, Joules{0.0});
    EXPECT_GT(sampler.cost(), 0.0);
  }
  EXPECT_GE(reads, 3);
}

TEST(PowerSamplerThread, StopsInTheMiddleOfALongPeriod) {
  std::promise<void> first_sample;
  const auto read = [&] {
    first_sample.set_value();
    return PowerRead{Watts{10.0}, {}};
  };
  PowerSampler sampler{{read}, {.period = Seconds{3600.0}}};
  sampler.run_thread();
  first_sample.get_future().wait();
  // The test ends here, not in an hour.
}

}  // namespace
}  // namespace greenbench
