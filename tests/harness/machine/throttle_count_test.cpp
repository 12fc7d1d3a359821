#include "harness/machine/throttle_count.hpp"

#include <gtest/gtest.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

TEST(ThrottleCount, AddsTheEventsOfAllCoresAndPackages) {
  const TemporaryFolder sys;
  const auto cpu = sys.path() / "devices/system/cpu";
  write_file(cpu / "cpu0/thermal_throttle/core_throttle_count", "3\n");
  write_file(cpu / "cpu0/thermal_throttle/package_throttle_count", "5\n");
  write_file(cpu / "cpu1/thermal_throttle/core_throttle_count", "0\n");
  write_file(cpu / "cpufreq/policy0/scaling_governor", "performance\n");
  const ThrottleCount throttling{sys.path()};
  EXPECT_EQ(throttling.read(), 8U);
  write_file(cpu / "cpu1/thermal_throttle/core_throttle_count", "1\n");
  EXPECT_EQ(throttling.read(), 9U);
}

TEST(ThrottleCount, IsNoneWhereNothingIsCounted) {
  const TemporaryFolder sys;
  EXPECT_EQ(ThrottleCount{sys.path()}.read(), 0U);
}

}  // namespace
}  // namespace greenbench
