#include "harness/machine/busy_time.hpp"

#include <gtest/gtest.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

TEST(BusyTime, AddsWhatWorkTookAndNeitherIdleNorStolenTime) {
  const TemporaryFolder proc;
  write_file(proc.path() / "stat", "cpu  100 20 30 9000 700 4 6 800 50 0\ncpu0 1 2 3 4 5 6 7 8 9 0\n");
  const BusyTime machine{proc.path()};
  ASSERT_TRUE(machine.read());
  EXPECT_DOUBLE_EQ(machine.read()->value(), 1.6) << "100 + 20 + 30 + 4 + 6 ticks of 10 ms";
}

TEST(BusyTime, ReadsTheFileAgainEveryTime) {
  const TemporaryFolder proc;
  write_file(proc.path() / "stat", "cpu  100 0 0 0 0 0 0 0 0 0\n");
  const BusyTime machine{proc.path()};
  write_file(proc.path() / "stat", "cpu  150 0 0 0 0 0 0 0 0 0\n");
  EXPECT_DOUBLE_EQ(machine.read()->value(), 1.5);
}

TEST(BusyTime, IsUnknownWhereTheFileIsMissingOrSaysSomethingElse) {
  const TemporaryFolder proc;
  EXPECT_FALSE(BusyTime{proc.path()}.read());
  for (const char* text : {"cpu0 1 2 3 4 5 6 7\n", "cpu  1 2 x 4 5 6 7\n", "cpu  1 2\n", ""}) {
    write_file(proc.path() / "stat", text);
    EXPECT_FALSE(BusyTime{proc.path()}.read()) << text;
  }
}

TEST(BusyTimeOfCpu, IsThatOfItsLine) {
  const TemporaryFolder proc;
  write_file(proc.path() / "stat",
             "cpu  100 20 30 9000 700 4 6 800 50 0\ncpu1 10 2 3 400 5 6 7 8 9 0\ncpu11 50 0 0 4 5 0 0 0 0 0\nintr 1\n");
  EXPECT_DOUBLE_EQ(busy_time_of_cpu(proc.path(), 1)->value(), 0.28) << "10 + 2 + 3 + 6 + 7 ticks";
  EXPECT_DOUBLE_EQ(busy_time_of_cpu(proc.path(), 11)->value(), 0.5);
  EXPECT_FALSE(busy_time_of_cpu(proc.path(), 0));
  EXPECT_FALSE(busy_time_of_cpu(proc.path() / "nowhere", 1));
}

TEST(OtherLoad, IsWhatTheMachineDidBeyondOurOwnWork) {
  const double load = other_load({.busy = Seconds{1.22}, .own = Seconds{0.95}, .wall = Seconds{1.0}});
  EXPECT_DOUBLE_EQ(load, 0.25) << "1.22 - 0.95 - 0.02 of one second";
}

TEST(OtherLoad, SeesNothingWithinTheResolutionOfTheTicks) {
  EXPECT_EQ(other_load({.busy = Seconds{0.07}, .own = Seconds{0.055}, .wall = Seconds{0.06}}), 0.0);
}

TEST(OtherLoad, OfNoTimeIsNone) {
  EXPECT_EQ(other_load({.busy = Seconds{1.0}, .own = {}, .wall = {}}), 0.0);
}

}  // namespace
}  // namespace greenbench
