#include "counters/activity/hardware_events.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <future>
#include <map>
#include <thread>

#include "tests/counters/allocation_count.hpp"

namespace greenbench {
namespace {

using Event = HardwareEvent;

/// A kernel that gives each event a pipe with prepared numbers, and remembers what it was asked.
class EmulatedKernel {
 public:
  /// Opening this event fails.
  void refuse(std::uint64_t config, int error) { refused_[config] = error; }
  /// Nothing may count the kernel's own work.
  void forbid_kernel() { kernel_allowed_ = false; }

  [[nodiscard]] HardwareEventOpener opener() {
    return [this](const perf_event_attr& event) -> OpenedFile {
      asked_.push_back(event);
      if (event.exclude_kernel == 0 && !kernel_allowed_) return {{}, {EACCES, std::generic_category()}};
      if (const auto refused = refused_.find(event.config); refused != refused_.end()) {
        return {{}, {refused->second, std::generic_category()}};
      }
      int ends[2] = {-1, -1};
      if (pipe(ends) != 0) return {{}, {errno, std::generic_category()}};
      writers_[event.config] = FileDescriptor{ends[1]};
      return {FileDescriptor{ends[0]}, {}};
    };
  }

  /// What the next read of an event gives.
  void prepare(std::uint64_t config, EventReading reading) {
    const std::uint64_t numbers[] = {reading.count, reading.enabled_nanoseconds, reading.running_nanoseconds};
    ASSERT_EQ(write(writers_.at(config).get(), numbers, sizeof numbers), static_cast<ssize_t>(sizeof numbers));
  }
  /// The next read finds the end of the file, as that of an event in error does.
  void end(std::uint64_t config) { writers_.erase(config); }

  [[nodiscard]] const std::vector<perf_event_attr>& asked() const { return asked_; }

 private:
  bool kernel_allowed_ = true;
  std::map<std::uint64_t, int> refused_;
  std::map<std::uint64_t, FileDescriptor> writers_;
  std::vector<perf_event_attr> asked_;
};

TEST(HardwareEvents, CountThisThreadAndAllThatItStarts) {
  EmulatedKernel kernel;
  const HardwareEvents events{kernel.opener()};
  ASSERT_EQ(kernel.asked().size(), 3U);
  const std::uint64_t configs[] = {PERF_COUNT_HW_INSTRUCTIONS, PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_CACHE_MISSES};
  for (std::size_t i = 0; i < 3; ++i) {
    const perf_event_attr& asked = kernel.asked()[i];
    EXPECT_EQ(asked.type, static_cast<std::uint32_t>(PERF_TYPE_HARDWARE));
    EXPECT_EQ(asked.config, configs[i]);
    EXPECT_EQ(asked.size, sizeof(perf_event_attr));
    EXPECT_EQ(asked.inherit, 1U);
    EXPECT_EQ(asked.disabled, 0U);
    EXPECT_EQ(asked.exclude_kernel, 0U);
    EXPECT_EQ(asked.read_format,
              static_cast<std::uint64_t>(PERF_FORMAT_TOTAL_TIME_ENABLED | PERF_FORMAT_TOTAL_TIME_RUNNING));
  }
  EXPECT_TRUE(events.includes_kernel());
  EXPECT_EQ(events.counted(), (std::vector<std::string>{"instructions", "cycles", "cache misses"}));
  EXPECT_TRUE(events.unavailable().empty());
}

TEST(HardwareEvents, GiveTheDifferenceOfTwoReadings) {
  EmulatedKernel kernel;
  const HardwareEvents events{kernel.opener()};
  kernel.prepare(PERF_COUNT_HW_INSTRUCTIONS, {.count = 100, .enabled_nanoseconds = 10, .running_nanoseconds = 10});
  kernel.prepare(PERF_COUNT_HW_CPU_CYCLES, {.count = 50, .enabled_nanoseconds = 10, .running_nanoseconds = 10});
  kernel.prepare(PERF_COUNT_HW_CACHE_MISSES, {.count = 7, .enabled_nanoseconds = 10, .running_nanoseconds = 10});
  const HardwareReading before = events.read();
  kernel.prepare(PERF_COUNT_HW_INSTRUCTIONS, {.count = 4100, .enabled_nanoseconds = 30, .running_nanoseconds = 30});
  kernel.prepare(PERF_COUNT_HW_CPU_CYCLES, {.count = 2050, .enabled_nanoseconds = 30, .running_nanoseconds = 30});
  kernel.prepare(PERF_COUNT_HW_CACHE_MISSES, {.count = 7, .enabled_nanoseconds = 30, .running_nanoseconds = 30});
  const HardwareReading after = events.read();
  EXPECT_EQ(counted_between(before[Event::instructions], after[Event::instructions]), 4000U);
  EXPECT_EQ(counted_between(before[Event::cycles], after[Event::cycles]), 2000U);
  EXPECT_EQ(counted_between(before[Event::cache_misses], after[Event::cache_misses]), 0U);
}

TEST(HardwareEvents, CountUserSpaceAloneWhereTheKernelMayNotBeCounted) {
  EmulatedKernel kernel;
  kernel.forbid_kernel();
  const HardwareEvents events{kernel.opener()};
  EXPECT_FALSE(events.includes_kernel());
  EXPECT_EQ(events.counted().size(), 3U);
  EXPECT_TRUE(events.unavailable().empty());
  ASSERT_EQ(kernel.asked().size(), 6U);
  for (std::size_t i = 3; i < 6; ++i) {
    EXPECT_EQ(kernel.asked()[i].exclude_kernel, 1U);
    EXPECT_EQ(kernel.asked()[i].exclude_hv, 1U);
    EXPECT_EQ(kernel.asked()[i].inherit, 1U);
  }
}

TEST(HardwareEvents, AreEachOptional) {
  EmulatedKernel kernel;
  kernel.refuse(PERF_COUNT_HW_CACHE_MISSES, ENOENT);
  const HardwareEvents events{kernel.opener()};
  EXPECT_EQ(events.counted(), (std::vector<std::string>{"instructions", "cycles"}));
  ASSERT_EQ(events.unavailable().size(), 1U);
  EXPECT_EQ(events.unavailable()[0].source, "cache misses");
  kernel.prepare(PERF_COUNT_HW_INSTRUCTIONS, {.count = 1, .enabled_nanoseconds = 1, .running_nanoseconds = 1});
  kernel.prepare(PERF_COUNT_HW_CPU_CYCLES, {.count = 2, .enabled_nanoseconds = 1, .running_nanoseconds = 1});
  const HardwareReading reading = events.read();
  ASSERT_TRUE(reading[Event::instructions]);
  EXPECT_EQ(reading[Event::cycles]->count, 2U);
  EXPECT_FALSE(reading[Event::cache_misses]);
}

TEST(HardwareEvents, SayOnceThatAVirtualMachineHasNone) {
  EmulatedKernel kernel;
  for (const std::uint64_t config :
       {PERF_COUNT_HW_INSTRUCTIONS, PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_CACHE_MISSES}) {
    kernel.refuse(config, ENOENT);
  }
  const HardwareEvents events{kernel.opener()};
  EXPECT_EQ(kernel.asked().size(), 3U) << "user space alone would not help";
  EXPECT_TRUE(events.counted().empty());
  ASSERT_EQ(events.unavailable().size(), 1U);
  EXPECT_EQ(events.unavailable()[0].source, "instructions, cycles, cache misses");
  EXPECT_EQ(events.unavailable()[0].reason, "the processor offers no such event here (No such file or directory)");
  EXPECT_NE(events.unavailable()[0].remedy.find("virtual machine"), std::string::npos);
  EXPECT_FALSE(events.read()[Event::instructions]);
}

TEST(HardwareEvents, TellAMissingPermissionFromAMissingCounter) {
  EmulatedKernel kernel;
  for (const std::uint64_t config :
       {PERF_COUNT_HW_INSTRUCTIONS, PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_CACHE_MISSES}) {
    kernel.refuse(config, EPERM);
  }
  const HardwareEvents events{kernel.opener(), 3};
  ASSERT_EQ(events.unavailable().size(), 1U);
  EXPECT_NE(events.unavailable()[0].reason.find("no permission"), std::string::npos);
  EXPECT_NE(events.unavailable()[0].reason.find("kernel.perf_event_paranoid is 3"), std::string::npos);
  EXPECT_NE(events.unavailable()[0].remedy.find("sysctl kernel.perf_event_paranoid=2"), std::string::npos);
  EXPECT_EQ(events.unavailable()[0].remedy.find("setcap"), std::string::npos) << "which does nothing at this level";

  const HardwareEvents in_a_container{kernel.opener(), 2};
  EXPECT_NE(in_a_container.unavailable()[0].reason.find("container"), std::string::npos);
  EXPECT_EQ(in_a_container.unavailable()[0].remedy.find("sysctl"), std::string::npos) << "that has been done";
}

TEST(HardwareEvents, AreEmptyWhenAReadFails) {
  EmulatedKernel kernel;
  const HardwareEvents events{kernel.opener()};
  kernel.end(PERF_COUNT_HW_INSTRUCTIONS);
  kernel.prepare(PERF_COUNT_HW_CPU_CYCLES, {.count = 2, .enabled_nanoseconds = 1, .running_nanoseconds = 1});
  kernel.prepare(PERF_COUNT_HW_CACHE_MISSES, {.count = 3, .enabled_nanoseconds = 1, .running_nanoseconds = 1});
  const HardwareReading reading = events.read();
  EXPECT_FALSE(reading[Event::instructions]);
  EXPECT_TRUE(reading[Event::cycles]);
}

TEST(HardwareEvents, AreReadWithoutAllocation) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer has the allocator";
  EmulatedKernel kernel;
  const HardwareEvents events{kernel.opener()};
  for (const std::uint64_t config :
       {PERF_COUNT_HW_INSTRUCTIONS, PERF_COUNT_HW_CPU_CYCLES, PERF_COUNT_HW_CACHE_MISSES}) {
    kernel.prepare(config, {.count = 1, .enabled_nanoseconds = 1, .running_nanoseconds = 1});
  }
  const std::uint64_t before = testing::allocation_count();
  const HardwareReading reading = events.read();
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_TRUE(reading[Event::cache_misses]);
}

/// Uses 20 ms of this thread's CPU time, however slow the machine is.
void burn() {
  const auto nanoseconds = [] {
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<std::uint64_t>(time.tv_sec) * 1'000'000'000U + static_cast<std::uint64_t>(time.tv_nsec);
  };
  const std::uint64_t until = nanoseconds() + 20'000'000;
  while (nanoseconds() < until) {
  }
}

TEST(KernelHardwareEvents, CountAThreadThatIsStartedLaterAndStillRuns) {
  EmulatedKernel kernel;
  const HardwareEvents asking{kernel.opener()};
  // The same request, but for CPU time in nanoseconds, which the kernel counts on any machine.
  perf_event_attr cpu_time = kernel.asked().at(0);
  cpu_time.type = PERF_TYPE_SOFTWARE;
  cpu_time.config = PERF_COUNT_SW_TASK_CLOCK;
  cpu_time.exclude_kernel = 1;
  const OpenedFile opened = kernel_hardware_event_opener()(cpu_time);
  if (opened.error) GTEST_SKIP() << "perf_event_open: " << opened.error.message();

  std::promise<void> burnt;
  std::promise<void> read;
  std::thread later{[&] {
    burn();
    burnt.set_value();
    read.get_future().wait();
  }};
  burnt.get_future().wait();
  std::uint64_t numbers[3] = {};
  EXPECT_EQ(::read(opened.descriptor.get(), numbers, sizeof numbers), static_cast<ssize_t>(sizeof numbers));
  read.set_value();
  later.join();
  EXPECT_GE(numbers[0], 20'000'000U);
  EXPECT_EQ(numbers[1], numbers[2]) << "enabled and running: a software event shares no counter";
}

EventReading at(std::uint64_t count, std::uint64_t enabled, std::uint64_t running) {
  return {.count = count, .enabled_nanoseconds = enabled, .running_nanoseconds = running};
}

TEST(CountedBetween, IsEmptyWhenTheEventHadToShareItsCounter) {
  const EventReading before = at(1000, 500, 500);
  EXPECT_EQ(counted_between(before, at(3000, 1500, 1490)), 2000U) << "99% of the time: as counted, not scaled up";
  EXPECT_FALSE(counted_between(before, at(3000, 1500, 1489)));
  EXPECT_FALSE(counted_between(before, at(1000, 1500, 500))) << "never on the processor: not zero";
}

TEST(CountedBetween, LooksAtTheTimeInBetweenOnly) {
  // Before, the event was on the processor for half of the time; in between, always.
  EXPECT_EQ(counted_between(at(10, 1000, 500), at(30, 2000, 1500)), 20U);
}

TEST(CountedBetween, IsEmptyWhenNoTimePassed) {
  EXPECT_FALSE(counted_between(at(10, 1000, 1000), at(10, 1000, 1000)));
}

TEST(CountedBetween, IsEmptyWhenANumberWentBack) {
  EXPECT_FALSE(counted_between(at(10, 1000, 1000), at(9, 2000, 2000)));
  EXPECT_FALSE(counted_between(at(10, 1000, 1000), at(20, 900, 1900)));
  EXPECT_FALSE(counted_between(std::nullopt, at(9, 2000, 2000)));
  EXPECT_FALSE(counted_between(at(9, 2000, 2000), std::nullopt));
}

}  // namespace
}  // namespace greenbench
