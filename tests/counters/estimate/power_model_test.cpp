#include "counters/estimate/power_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedCpu;
using testing::EmulatedMachine;

PowerModel model_of(const EmulatedCpu& cpu) {
  EmulatedMachine machine;
  machine.set_cpu(cpu);
  return choose_power_model(machine.roots());
}

TEST(PowerModel, DividesTheTdpOfARecognisedProcessorByItsCpus) {
  // 120 W, 14 cores with two threads each, two packages.
  const PowerModel model = model_of({.model_name = "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz",
                                     .packages = 2,
                                     .cores_per_package = 14,
                                     .threads_per_core = 2});
  EXPECT_THAT(model.name, ::testing::HasSubstr("TDP"));
  EXPECT_NEAR(model.full_watts_per_cpu.value, 120.0 / 28, 1e-9);
  EXPECT_NEAR(model.full_watts_per_cpu.high, 120.0 / 14, 1e-9);
  EXPECT_NEAR(model.full_watts_per_cpu.low, 60.0 / 28, 1e-9);
  EXPECT_NEAR(model.idle_watts_per_cpu.value, 120.0 / 28 * 0.64 / 3.535, 1e-9);
}

TEST(PowerModel, DoesNotBelieveAProcessorNameInAVirtualMachine) {
  const PowerModel model = model_of({.model_name = "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", .hypervisor = true});
  EXPECT_EQ(model.name, "Broadwell");
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.value, 0.51);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.value, 3.02);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.low, 2.77);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.high, 3.43);
  EXPECT_THAT(model.scope, ::testing::HasSubstr("at the wall"));
  EXPECT_EQ(model.memory_watts_per_gib.high, 0.0) << "it is in the server's watts";
}

TEST(PowerModel, TakesTheMicroarchitectureOfAProcessorThatNoDataSheetNames) {
  const PowerModel model =
      model_of({.vendor = "AuthenticAMD", .family = 23, .model = 1, .model_name = "AMD EPYC", .hypervisor = true});
  EXPECT_EQ(model.name, "AMD EPYC 1st generation");
  EXPECT_THAT(model.reason, ::testing::HasSubstr("family 23, model 1"));
}

TEST(PowerModel, IsEmeraldRapidsOnFamily6Model207) {
  const PowerModel model =
      model_of({.family = 6, .model = 207, .model_name = "Intel(R) Xeon(R) Processor", .hypervisor = true});
  EXPECT_EQ(model.name, "Emerald Rapids");
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.value, 3.24);
  EXPECT_DOUBLE_EQ(model.load_exponent, 0.6);
}

TEST(PowerModel, FallsBackToATypicalServer) {
  const PowerModel model = model_of({.family = 6, .model = 255, .model_name = "Unheard Of 1"});
  EXPECT_EQ(model.name, "typical server");
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.value, 0.64);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.value, 3.535);
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.low, 0.18);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.high, 12.57);
  EXPECT_THAT(model.reason, ::testing::HasSubstr("Unheard Of 1"));
}

TEST(PowerModel, FallsBackWithoutAnyCpuinfo) {
  const testing::TemporaryFolder nothing;
  const PowerModel model = choose_power_model({.procfs = nothing.path()});
  EXPECT_EQ(model.name, "typical server");
  EXPECT_EQ(model.reason, "the processor could not be identified");
}

TEST(PowerModel, HasOrderedRangesAndMemoryWhereTheWattsHaveNone) {
  const PowerModel model = model_of({.model_name = "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz"});
  EXPECT_DOUBLE_EQ(model.memory_watts_per_gib.value, 0.392);
  for (const ModelParameter& parameter :
       {model.idle_watts_per_cpu, model.full_watts_per_cpu, model.memory_watts_per_gib}) {
    EXPECT_LT(parameter.low, parameter.high);
    EXPECT_LE(parameter.low, parameter.value);
    EXPECT_LE(parameter.value, parameter.high);
  }
}

TEST(PowerModel, CountsTheCpusThatTheProcessMayUse) {
  cpu_set_t before;
  ASSERT_EQ(sched_getaffinity(0, sizeof before, &before), 0);
  EXPECT_EQ(model_of({}).cpus, CPU_COUNT(&before));
  cpu_set_t one;
  CPU_ZERO(&one);
  for (std::size_t cpu = 0; cpu < CPU_SETSIZE && CPU_COUNT(&one) == 0; ++cpu) {
    if (CPU_ISSET(cpu, &before)) CPU_SET(cpu, &one);
  }
  ASSERT_EQ(sched_setaffinity(0, sizeof one, &one), 0);
  EXPECT_EQ(model_of({}).cpus, 1);
  sched_setaffinity(0, sizeof before, &before);
}

}  // namespace
}  // namespace greenbench
