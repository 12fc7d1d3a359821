#include "counters/estimate/power_model.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedCpu;
using testing::EmulatedMachine;
using testing::write_file;

PowerModel model_of(const EmulatedCpu& cpu) {
  EmulatedMachine machine;
  machine.set_cpu(cpu);
  return choose_power_model(machine.roots(), std::nullopt);
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
  EXPECT_NEAR(model.idle_watts_per_cpu.value, 120.0 / 28 * 0.74 / 3.5, 1e-9);
}

TEST(PowerModel, DoesNotBelieveAProcessorNameInAVirtualMachine) {
  const PowerModel model = model_of({.model_name = "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz", .hypervisor = true});
  EXPECT_EQ(model.name, "broadwell");
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.value, 0.71);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.value, 3.69);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.low, 3.69 * 0.7);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.high, 3.69 * 1.3);
}

TEST(PowerModel, TakesTheMicroarchitectureOfAProcessorThatNoDataSheetNames) {
  const PowerModel model =
      model_of({.vendor = "AuthenticAMD", .family = 23, .model = 1, .model_name = "AMD EPYC", .hypervisor = true});
  EXPECT_EQ(model.name, "amd epyc 1st gen");
  EXPECT_THAT(model.reason, ::testing::HasSubstr("family 23, model 1"));
}

TEST(PowerModel, FallsBackToTheCloudAverageOverTheWholeTable) {
  const PowerModel model = model_of({.family = 6, .model = 207, .model_name = "Unheard Of 1"});
  EXPECT_EQ(model.name, "cloud average");
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.value, 0.74);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.value, 3.5);
  EXPECT_DOUBLE_EQ(model.idle_watts_per_cpu.low, 0.47);
  EXPECT_DOUBLE_EQ(model.full_watts_per_cpu.high, 8.58);
  EXPECT_THAT(model.reason, ::testing::HasSubstr("Unheard Of 1"));
}

TEST(PowerModel, FallsBackWithoutAnyCpuinfo) {
  const testing::TemporaryFolder nothing;
  const PowerModel model = choose_power_model({.procfs = nothing.path()}, std::nullopt);
  EXPECT_EQ(model.name, "cloud average");
  EXPECT_EQ(model.reason, "the processor could not be identified");
}

TEST(PowerModel, HasOrderedRangesAndMemory) {
  const PowerModel model = model_of({});
  EXPECT_DOUBLE_EQ(model.memory_watts_per_gib.value, 0.392);
  for (const ModelParameter& parameter :
       {model.idle_watts_per_cpu, model.full_watts_per_cpu, model.memory_watts_per_gib}) {
    EXPECT_LT(parameter.low, parameter.value);
    EXPECT_LT(parameter.value, parameter.high);
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

class PowerModelFile : public ::testing::Test {
 protected:
  PowerModel read(const std::string& content) {
    write_file(path_, content);
    return choose_power_model(EmulatedMachine{}.roots(), path_);
  }
  /// What is wrong, without the folder.
  std::string complaint(const std::string& content) {
    try {
      read(content);
    } catch (const std::runtime_error& error) {
      const std::string text = error.what();
      return text.substr(text.rfind("model.toml"));
    }
    return "nothing";
  }

  testing::TemporaryFolder folder_;
  std::filesystem::path path_ = folder_.path() / "model.toml";
};

TEST_F(PowerModelFile, GivesNumbersAndRanges) {
  const PowerModel model = read(
      "name = \"my server\"\n"
      "idle_watts_per_cpu = 1\n"
      "full_watts_per_cpu = { value = 6.5, low = 5.0, high = 8.0 }\n"
      "memory_watts_per_gib = 0.4\n");
  EXPECT_EQ(model.name, "my server");
  EXPECT_THAT(model.reason, ::testing::HasSubstr("model.toml"));
  EXPECT_EQ(model.idle_watts_per_cpu.low, 1.0);
  EXPECT_EQ(model.idle_watts_per_cpu.high, 1.0);
  EXPECT_EQ(model.full_watts_per_cpu.value, 6.5);
  EXPECT_EQ(model.full_watts_per_cpu.low, 5.0);
  EXPECT_EQ(model.full_watts_per_cpu.high, 8.0);
  EXPECT_GE(model.cpus, 1);
}

TEST_F(PowerModelFile, MayEndItsLinesAsWindowsDoesAndBeginWithAByteOrderMark) {
  const std::string lines =
      "name = \"my server\"\r\nidle_watts_per_cpu = 1\r\nfull_watts_per_cpu = 6.5\r\nmemory_watts_per_gib = 0.4";
  for (const char* end : {"\r\n", "\n", "", "\r\n\r\n"}) EXPECT_EQ(read(lines + end).full_watts_per_cpu.value, 6.5);
  EXPECT_EQ(read("\xef\xbb\xbf" + lines).name, "my server");
}

TEST_F(PowerModelFile, SaysWhatIsWrongAndWhere) {
  const std::string name = "name = \"x\"\n";
  const std::string idle = "idle_watts_per_cpu = 1.0\n";
  const std::string full = "full_watts_per_cpu = 3.0\n";
  const std::string memory = "memory_watts_per_gib = 0.4\n";
  EXPECT_THAT(complaint(name + idle + full), ::testing::HasSubstr("memory_watts_per_gib is missing"));
  EXPECT_EQ(complaint(name + idle + "full_watts_per_cpu = \"lots\"\n" + memory),
            "model.toml:3: full_watts_per_cpu must be a number of watts");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = -1.0\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu must be a power from 0 W up, not -1");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1.0, low = 2.0, high = 3.0}\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu must have low <= value <= high, not 2, 1, 3");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1.0, low = 0.5}\n" + full + memory),
            "model.toml:2: idle_watts_per_cpu.high is missing");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = {value = 1, low = 1, high = 1, mean = 1}\n" + full + memory),
            "model.toml:2: unknown key idle_watts_per_cpu.mean; there are value, low, high");
  EXPECT_EQ(complaint(name + "idle_watts_per_cpu = 4.0\n" + full + memory),
            "model.toml:3: full_watts_per_cpu must not be below idle_watts_per_cpu, in value, low or high");
  EXPECT_THAT(complaint(name + idle + full + memory + "watts = 3\n"),
              ::testing::StartsWith("model.toml:5: unknown key watts"));
  EXPECT_EQ(complaint("name = 3\n" + idle + full + memory), "model.toml:1: name must be a text in quotes");
  EXPECT_THAT(complaint(name + "idle_watts_per_cpu = \n" + full), ::testing::StartsWith("model.toml:2: "));
}

TEST_F(PowerModelFile, SaysThatAFileIsNotThere) {
  const std::filesystem::path none = folder_.path() / "none.toml";
  EXPECT_THAT([&] { (void)choose_power_model(EmulatedMachine{}.roots(), none); },
              ::testing::ThrowsMessage<std::runtime_error>(::testing::HasSubstr("none.toml: cannot be read")));
}

}  // namespace
}  // namespace greenbench
