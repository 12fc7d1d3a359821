#include "counters/activity/explanatory_counters.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "counters/system/cpu_topology.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedMachine;

/// Each CPU that this process may use has been idle for 3 s in 5 goes.
void add_idle_states(const EmulatedMachine& machine) {
  for (const int cpu : allowed_cpus()) {
    const auto state = machine.roots().sysfs / fmt::format("devices/system/cpu/cpu{}/cpuidle/state0", cpu);
    testing::write_file(state / "time", "3000000\n");
    testing::write_file(state / "usage", "5\n");
  }
}

ExplanatoryCounters counters_of(const EmulatedMachine& machine) {
  return {machine.roots(), std::make_shared<ProcessUsage>(machine.roots())};
}

bool is_missing(const ExplanatoryCounters& counters, const std::string& source) {
  const auto& missing = counters.unavailable();
  return std::ranges::any_of(missing, [&](const Unavailable& entry) { return entry.source == source; });
}

TEST(ExplanatoryCounters, ReadTheIdleStatesOfTheCpusTheyMayUse) {
  const EmulatedMachine machine;
  add_idle_states(machine);
  const ExplanatoryCounters counters = counters_of(machine);
  const ExplanatoryReading reading = counters.read();
  // A machine of very many CPUs declines, and says so.
  if (is_missing(counters, "idle states")) GTEST_SKIP() << counters.unavailable()[0].reason;
  ASSERT_TRUE(reading.idle);
  EXPECT_EQ(reading.idle->microseconds, 3'000'000U * allowed_cpus().size());
  EXPECT_EQ(reading.idle->entries, 5U * allowed_cpus().size());
  EXPECT_EQ(counters.idle_states()->cpus(), allowed_cpus().size());
}

TEST(ExplanatoryCounters, DoWithoutIdleStates) {
  const EmulatedMachine machine;
  const ExplanatoryCounters counters = counters_of(machine);
  EXPECT_TRUE(is_missing(counters, "idle states"));
  EXPECT_EQ(counters.idle_states(), nullptr);
  const ExplanatoryReading reading = counters.read();
  EXPECT_FALSE(reading.idle);
  EXPECT_GT(reading.usage.resident_bytes, 0U);
}

TEST(ExplanatoryCounters, KnowEveryHardwareEventOrSayWhyNot) {
  const EmulatedMachine machine;
  const ExplanatoryCounters counters = counters_of(machine);
  const ExplanatoryReading reading = counters.read();
  std::size_t known = 0;
  for (const auto& event : reading.events.events) known += event.has_value() ? 1U : 0U;
  EXPECT_EQ(known, counters.hardware_events().counted().size());
  EXPECT_EQ(known == hardware_event_count, counters.hardware_events().unavailable().empty());
}

TEST(ExplanatoryCounters, AreReadWithoutAllocation) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer has the allocator";
  const EmulatedMachine machine;
  add_idle_states(machine);
  const ExplanatoryCounters counters = counters_of(machine);
  const std::uint64_t before = testing::allocation_count();
  const ExplanatoryReading reading = counters.read();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_GT(reading.usage.cpu, Seconds{});
}

}  // namespace
}  // namespace greenbench
