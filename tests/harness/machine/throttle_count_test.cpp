#include "harness/machine/throttle_count.hpp"

#include <gtest/gtest.h>

#include <string>

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

TEST(ThrottleCount, CountsAPackageOnceForAllItsCpusAndACoreOnceForItsThreads) {
  const TemporaryFolder sys;
  const auto cpus = sys.path() / "devices/system/cpu";
  // Two packages of two cores of two threads: CPUs 0, 1 and 4, 5 are package 0.
  for (int number = 0; number < 8; ++number) {
    const auto cpu = cpus / ("cpu" + std::to_string(number));
    const int package = number / 2 % 2;
    write_file(cpu / "topology/physical_package_id", std::to_string(package) + "\n");
    write_file(cpu / "topology/core_id", std::to_string(number % 2) + "\n");
    write_file(cpu / "thermal_throttle/package_throttle_count", package == 0 ? "7\n" : "2\n");
    write_file(cpu / "thermal_throttle/core_throttle_count", "1\n");
  }
  const ThrottleCount throttling{sys.path()};
  EXPECT_EQ(throttling.read(), 7U + 2U + 4U * 1U);
  for (const int number : {0, 1, 4, 5}) {
    write_file(cpus / ("cpu" + std::to_string(number)) / "thermal_throttle/package_throttle_count", "8\n");
  }
  EXPECT_EQ(throttling.read(), 14U) << "one event of one package";
}

TEST(ThrottleCount, TakesTheLargestCountWhereACpuWasOffLine) {
  const TemporaryFolder sys;
  const auto cpus = sys.path() / "devices/system/cpu";
  write_file(cpus / "cpu0/thermal_throttle/package_throttle_count", "3\n");
  write_file(cpus / "cpu1/thermal_throttle/package_throttle_count", "9\n");
  EXPECT_EQ(ThrottleCount{sys.path()}.read(), 9U);
}

TEST(ThrottleCount, IsNoneWhereNothingIsCounted) {
  const TemporaryFolder sys;
  EXPECT_EQ(ThrottleCount{sys.path()}.read(), 0U);
}

}  // namespace
}  // namespace greenbench
