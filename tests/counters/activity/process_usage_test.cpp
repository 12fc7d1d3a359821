#include "counters/activity/process_usage.hpp"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <ctime>
#include <stdexcept>
#include <system_error>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

Seconds own_cpu() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return Seconds{static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9};
}

/// Uses CPU time by its own clock, however slow the machine is.
void burn(double seconds) {
  const Seconds until = own_cpu() + Seconds{seconds};
  while (own_cpu() < until) {
  }
}

/// A child that burns CPU time when told to, and says when it has.
class Child {
 public:
  Child() {
    if (pipe(orders_) != 0 || pipe(answers_) != 0) std::abort();
    process_ = fork();
    if (process_ == 0) serve();
  }
  ~Child() { finish(); }
  void burn_a_little() {
    char byte = 'b';
    EXPECT_EQ(write(orders_[1], &byte, 1), 1);
    EXPECT_EQ(::read(answers_[0], &byte, 1), 1);
  }
  void finish() {
    if (process_ < 0) return;
    close(orders_[1]);
    waitpid(process_, nullptr, 0);
    process_ = -1;
  }
  [[nodiscard]] pid_t process() const { return process_; }

 private:
  [[noreturn]] void serve() {
    close(orders_[1]);
    char byte = 0;
    while (::read(orders_[0], &byte, 1) == 1) {
      burn(0.02);
      if (write(answers_[1], &byte, 1) != 1) break;
    }
    _exit(0);
  }
  int orders_[2] = {-1, -1};
  int answers_[2] = {-1, -1};
  pid_t process_ = -1;
};

TEST(ProcessUsage, CountsThisProcess) {
  const ProcessUsage usage{FileRoots{}};
  const UsageReading before = usage.read();
  burn(0.02);
  const UsageReading after = usage.read();
  EXPECT_GE((after.cpu - before.cpu).value(), 0.02);
  EXPECT_GE(after.cpu_user + after.cpu_system, before.cpu_user + before.cpu_system);
}

TEST(ProcessUsage, CountsChildrenOnceTheyWereWaitedFor) {
  const ProcessUsage usage{FileRoots{}};
  Child child;
  child.burn_a_little();
  const Seconds before = usage.cpu_time();
  child.finish();
  EXPECT_GE((usage.cpu_time() - before).value(), 0.015);
}

TEST(ProcessUsage, CountsAHelperFromTheMomentItWasAdded) {
  ProcessUsage usage{FileRoots{}};
  Child helper;
  helper.burn_a_little();
  const Seconds before = usage.cpu_time();
  const Seconds own_before = own_cpu();
  usage.add_helper(helper.process());
  const Seconds added = usage.cpu_time() - before - (own_cpu() - own_before);
  EXPECT_LT(added.value(), 0.01) << "what it used before does not count";
  helper.burn_a_little();
  EXPECT_GE((usage.cpu_time() - before).value(), 0.02);
}

TEST(ProcessUsage, KeepsTheLastValueOfAHelperThatEnded) {
  ProcessUsage usage{FileRoots{}};
  // The helper is a grandchild, so that its end does not reach this process's waited-for children.
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  int hold[2];
  ASSERT_EQ(pipe(hold), 0);
  const pid_t middle = fork();
  if (middle == 0) {
    const pid_t grandchild = fork();
    if (grandchild == 0) {
      burn(0.02);
      const pid_t self = getpid();
      if (write(pipe_ends[1], &self, sizeof self) != sizeof self) _exit(1);
      close(hold[1]);
      char byte = 0;
      const ssize_t end_of_file = ::read(hold[0], &byte, 1);
      _exit(static_cast<int>(end_of_file));
    }
    close(hold[1]);
    waitpid(grandchild, nullptr, 0);
    if (write(pipe_ends[1], &grandchild, sizeof grandchild) != sizeof grandchild) _exit(1);
    pause();
  }
  pid_t helper = 0;
  ASSERT_EQ(::read(pipe_ends[0], &helper, sizeof helper), static_cast<ssize_t>(sizeof helper));
  usage.add_helper(helper);
  const Seconds before = usage.cpu_time();
  close(hold[1]);  // the helper ends; its parent says so once it is gone
  ASSERT_EQ(::read(pipe_ends[0], &helper, sizeof helper), static_cast<ssize_t>(sizeof helper));
  EXPECT_GE(usage.cpu_time(), before);
  EXPECT_GE(usage.cpu_time(), before) << "and again";
  kill(middle, SIGKILL);
  waitpid(middle, nullptr, 0);
}

TEST(ProcessUsage, RefusesAHelperThatDoesNotExist) {
  ProcessUsage usage{FileRoots{}};
  EXPECT_THROW(usage.add_helper(0x3ffffffe), std::system_error);
  EXPECT_THROW(usage.add_helper(1 << 30), std::system_error) << "cut off in a clock's number it is process 0: this one";
  EXPECT_THROW(usage.add_helper(-1), std::system_error) << "likewise";
  EXPECT_THROW(usage.add_helper(0), std::system_error);
}

TEST(ProcessUsage, RefusesItself) {
  ProcessUsage usage{FileRoots{}};
  EXPECT_THROW(usage.add_helper(getpid()), std::invalid_argument);
}

TEST(ProcessUsage, CountsAHelperOnceHoweverOftenItIsAdded) {
  ProcessUsage usage{FileRoots{}};
  Child helper;
  usage.add_helper(helper.process());
  usage.add_helper(helper.process());
  const Seconds before = usage.cpu_time() - own_cpu();
  helper.burn_a_little();
  const Seconds used = usage.cpu_time() - own_cpu() - before;
  EXPECT_GE(used.value(), 0.019);
  EXPECT_LT(used.value(), 0.038);
}

TEST(ProcessUsage, ReadsResidentMemoryFromStatm) {
  const testing::EmulatedMachine machine;
  const ProcessUsage usage{machine.roots()};
  EXPECT_EQ(usage.resident_bytes(), 12'800U * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)));
  EXPECT_EQ(usage.read().resident_bytes, usage.resident_bytes());
}

TEST(ProcessUsage, HasNoResidentMemoryWithoutStatm) {
  const testing::TemporaryFolder nothing;
  const ProcessUsage usage{{.procfs = nothing.path()}};
  EXPECT_EQ(usage.resident_bytes(), 0U);
}

}  // namespace
}  // namespace greenbench
