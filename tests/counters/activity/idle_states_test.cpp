#include "counters/activity/idle_states.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sched.h>

#include "counters/system/cpu_topology.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/counters/unprivileged.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

/// Every look at it takes `step`, so that one reading between two looks seems to take that long.
class SteppingClock final : public Clock {
 public:
  explicit SteppingClock(Seconds step) : step_(step) {}
  [[nodiscard]] Seconds now() noexcept override { return now_ += step_; }

 private:
  Seconds step_;
  Seconds now_;
};

/// Two CPUs of three states each, as the kernel lays them out.
class IdleStatesOfTwoCpus : public ::testing::Test {
 protected:
  IdleStatesOfTwoCpus() {
    const std::uint64_t microseconds[2][3] = {{100, 2'000, 30'000}, {400, 5'000, 60'000}};
    const std::uint64_t entries[2][3] = {{1, 20, 300}, {4, 50, 600}};
    for (int cpu = 0; cpu < 2; ++cpu) {
      for (int state = 0; state < 3; ++state) {
        write_file(path(cpu, state, "time"), fmt::format("{}\n", microseconds[cpu][state]));
        write_file(path(cpu, state, "usage"), fmt::format("{}\n", entries[cpu][state]));
      }
    }
  }

  [[nodiscard]] std::filesystem::path folder(int cpu) const {
    return folder_.path() / fmt::format("devices/system/cpu/cpu{}/cpuidle", cpu);
  }
  [[nodiscard]] std::filesystem::path path(int cpu, int state, const char* file) const {
    return folder(cpu) / fmt::format("state{}", state) / file;
  }
  [[nodiscard]] std::variant<IdleStates, Unavailable> open(const std::vector<int>& cpus) {
    return open_idle_states(folder_.path(), cpus, clock_);
  }
  [[nodiscard]] Unavailable refusal(const std::vector<int>& cpus) { return std::get<Unavailable>(open(cpus)); }

  TemporaryFolder folder_;
  SteppingClock clock_{Seconds{1e-6}};
};

TEST_F(IdleStatesOfTwoCpus, AreSummedOverCpusAndStates) {
  const IdleStates states = std::get<IdleStates>(open({0, 1}));
  const std::optional<IdleReading> reading = states.read();
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->microseconds, 97'500U);  // 100 + 2000 + 30000 + 400 + 5000 + 60000
  EXPECT_EQ(reading->entries, 975U);
  EXPECT_EQ(states.cpus(), 2U);
}

TEST_F(IdleStatesOfTwoCpus, LeaveOutCpusThatTheProcessMayNotUse) {
  const std::optional<IdleReading> reading = std::get<IdleStates>(open({1})).read();
  ASSERT_TRUE(reading);
  EXPECT_EQ(reading->microseconds, 65'400U);
  EXPECT_EQ(reading->entries, 654U);
}

TEST_F(IdleStatesOfTwoCpus, AreReadAnewThroughOpenFiles) {
  const IdleStates states = std::get<IdleStates>(open({0, 1}));
  const std::optional<IdleReading> before = states.read();
  write_file(path(0, 2, "time"), "1030000\n");
  write_file(path(1, 0, "usage"), "11\n");
  const std::optional<IdleUse> use = idle_between(before, states.read());
  ASSERT_TRUE(use);
  EXPECT_EQ(use->residency, Seconds{1.0});
  EXPECT_EQ(use->wake_ups, 7U);
}

TEST_F(IdleStatesOfTwoCpus, AreReadWithoutAllocation) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer has the allocator";
  const IdleStates states = std::get<IdleStates>(open({0, 1}));
  const std::uint64_t before = testing::allocation_count();
  const std::optional<IdleReading> reading = states.read();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_TRUE(reading);
}

TEST_F(IdleStatesOfTwoCpus, AreUnavailableWhenOneCpuHasNone) {
  const Unavailable missing = refusal({0, 1, 2});
  EXPECT_EQ(missing.source, "idle states");
  EXPECT_EQ(missing.reason,
            fmt::format("no idle state in {}: the kernel has no cpuidle driver here", folder(2).string()));
  EXPECT_NE(missing.remedy, "");
}

TEST_F(IdleStatesOfTwoCpus, AreUnavailableWhenAFileHoldsNoNumber) {
  write_file(path(1, 1, "usage"), "<unsupported>\n");
  EXPECT_NE(refusal({0, 1}).reason.find(path(1, 1, "usage").string()), std::string::npos);
}

TEST_F(IdleStatesOfTwoCpus, AreUnavailableWithoutPermission) {
  std::filesystem::permissions(path(0, 0, "time"), std::filesystem::perms::none);
  const testing::Unprivileged nobody;
  const Unavailable missing = refusal({0});
  EXPECT_EQ(missing.reason, fmt::format("cannot read {}: Permission denied", path(0, 0, "time").string()));
}

TEST_F(IdleStatesOfTwoCpus, AreEmptyOnceAFileCannotBeReadAnyMore) {
  const IdleStates states = std::get<IdleStates>(open({0, 1}));
  write_file(path(1, 2, "time"), "");
  EXPECT_FALSE(states.read());
}

TEST_F(IdleStatesOfTwoCpus, AreTakenWhenReadingThemIsQuickEnough) {
  // 61 µs from one look at the clock to the next.
  clock_ = SteppingClock{Seconds{1.0 / 16384.0}};
  EXPECT_TRUE(std::holds_alternative<IdleStates>(open({0, 1})));
}

TEST_F(IdleStatesOfTwoCpus, AreDeclinedWhenReadingThemTakesTooLong) {
  clock_ = SteppingClock{Seconds{1.0 / 8192.0}};
  EXPECT_EQ(refusal({0, 1}).reason,
            "reading the idle states of 2 CPUs takes 122 µs; at both ends of a repetition no more than 100 µs each are "
            "spent on it");
}

TEST(IdleBetween, IsEmptyWhenEitherEndIs) {
  const IdleReading reading{.microseconds = 5, .entries = 1};
  EXPECT_FALSE(idle_between(std::nullopt, reading));
  EXPECT_FALSE(idle_between(reading, std::nullopt));
  EXPECT_TRUE(idle_between(reading, reading));
}

TEST(IdleBetween, IsEmptyWhenASumWentBack) {
  EXPECT_FALSE(
      idle_between(IdleReading{.microseconds = 5, .entries = 1}, IdleReading{.microseconds = 4, .entries = 1}));
  EXPECT_FALSE(
      idle_between(IdleReading{.microseconds = 5, .entries = 2}, IdleReading{.microseconds = 9, .entries = 1}));
}

TEST(AllowedCpus, AreThoseOfTheAffinityMaskInAscendingOrder) {
  cpu_set_t mask;
  ASSERT_EQ(sched_getaffinity(0, sizeof mask, &mask), 0);
  std::vector<int> expected;
  for (int cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(static_cast<std::size_t>(cpu), &mask)) expected.push_back(cpu);
  }
  EXPECT_EQ(allowed_cpus(), expected);
  EXPECT_FALSE(expected.empty());
}

}  // namespace
}  // namespace greenbench
