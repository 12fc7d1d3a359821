#include "harness/machine/block_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

constexpr VoidRule tenth_of_a_core{.max_other_load = 0.1};

const BlockReading before{
    .now = Seconds{10.0}, .suspended = Seconds{5.0}, .own = Seconds{2.0}, .busy = Seconds{100.0}, .throttled = 7};

/// One second later: our own work filled a core and nothing else happened.
BlockReading quiet_second() {
  return {.now = Seconds{11.0}, .suspended = Seconds{5.0}, .own = Seconds{3.0}, .busy = Seconds{101.0}, .throttled = 7};
}

TEST(Disturbance, IsNoneWhenOnlyOurOwnWorkRan) {
  EXPECT_EQ(disturbance_between(before, quiet_second(), tenth_of_a_core), "");
}

TEST(Disturbance, IsThrottlingWhenItsCountRose) {
  BlockReading after = quiet_second();
  after.throttled = 9;
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core), "thermal throttling: 2 events");
}

TEST(Disturbance, IsOtherWorkBeyondTheAllowedShareOfACore) {
  BlockReading after = quiet_second();
  after.busy = Seconds{101.11};
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core), "") << "9% beyond the resolution of 2%";
  after.busy = Seconds{101.42};
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core),
            "other processes used 40% of a core, more than the 10% allowed");
  EXPECT_EQ(disturbance_between(before, after, {.max_other_load = 0.5}), "");
}

TEST(Disturbance, IsNotAskedOfAMachineThatDoesNotShowItsWork) {
  BlockReading after = quiet_second();
  after.busy.reset();
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core), "");
}

TEST(Disturbance, IsASleepBetweenTheReadings) {
  BlockReading after = quiet_second();
  after.suspended = Seconds{5.005};
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core), "") << "the clocks are not read at one instant";
  after.suspended = Seconds{65.0};
  EXPECT_EQ(disturbance_between(before, after, tenth_of_a_core), "the machine was suspended for 60 s");
}

class WatchedMachine : public ::testing::Test {
 protected:
  WatchedMachine() {
    set_frequency("3000000\n");
    set_throttling("0\n");
  }
  void set_frequency(const char* text) const {
    const long cpus = sysconf(_SC_NPROCESSORS_CONF);
    for (long cpu = 0; cpu < cpus; ++cpu) write_file(cpu_folder(cpu) / "cpufreq/scaling_cur_freq", text);
  }
  /// CPU time of the whole machine, in ticks of 10 ms.
  void set_busy_ticks(int ticks) const {
    write_file(machine_.path() / "proc/stat", "cpu  " + std::to_string(ticks) + " 0 0 5000 0 0 0 0 0 0\n");
  }
  void set_throttling(const char* text) const {
    write_file(cpu_folder(0) / "thermal_throttle/core_throttle_count", text);
  }
  [[nodiscard]] FileRoots roots() const { return {machine_.path() / "sys", machine_.path() / "proc", "/dev"}; }

 private:
  [[nodiscard]] std::filesystem::path cpu_folder(long cpu) const {
    return machine_.path() / "sys/devices/system/cpu" / ("cpu" + std::to_string(cpu));
  }
  TemporaryFolder machine_;
};

TEST_F(WatchedMachine, VoidsTheBlockInWhichTheClockLeftItsBandAndNoOther) {
  MachineWatch watch{roots(), tenth_of_a_core, 0};
  watch.begin_block();
  watch.turn_done(0, Seconds{});
  EXPECT_EQ(watch.disturbance(), "");
  watch.begin_block();
  set_frequency("2000000\n");
  watch.turn_done(0, Seconds{});
  set_frequency("3000000\n");
  EXPECT_EQ(watch.disturbance(), "the CPU's clock left its band of 10%: 2000 MHz");
  watch.begin_block();
  EXPECT_EQ(watch.disturbance(), "");
}

TEST_F(WatchedMachine, DoesNotTakeTheTurnsOfWorkersForTheWorkOfOthers) {
  set_busy_ticks(1000);
  MachineWatch watch{roots(), tenth_of_a_core, 0};
  watch.begin_block();
  set_busy_ticks(1100);
  watch.turn_done(0, Seconds{0.4});
  watch.turn_done(1, Seconds{0.6});
  EXPECT_EQ(watch.disturbance(), "");
}

TEST_F(WatchedMachine, DoesNotExcuseTheWorkOfOthersByTheTurnsOfAnEarlierBlock) {
  set_busy_ticks(1000);
  MachineWatch watch{roots(), tenth_of_a_core, 0};
  watch.begin_block();
  watch.turn_done(0, Seconds{1.0});
  EXPECT_EQ(watch.disturbance(), "");
  watch.begin_block();
  set_busy_ticks(1100);
  watch.turn_done(0, Seconds{0.0});
  EXPECT_THAT(watch.disturbance(), ::testing::HasSubstr("other processes used"));
}

TEST_F(WatchedMachine, VoidsTheBlockInWhichTheProcessorThrottled) {
  MachineWatch watch{roots(), tenth_of_a_core, 0};
  watch.begin_block();
  set_throttling("4\n");
  EXPECT_EQ(watch.disturbance(), "thermal throttling: 4 events");
  watch.begin_block();
  EXPECT_EQ(watch.disturbance(), "");
}

}  // namespace
}  // namespace greenbench
