#include "harness/watch/named_processes.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/command_line/command_line.hpp"
#include "harness/command_line/failure.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

void add_process(const testing::TemporaryFolder& proc, int number, int parent, char state = 'S') {
  testing::write_file(
      proc.path() / fmt::format("{}/stat", number),
      fmt::format("{} (sort) {} {} 0 0 0 0 0 0 0 0 0 1 1 0 0 0 0 1 0 9 9 9 9\n", number, state, parent));
}

WatchOptions these(std::vector<std::int32_t> processes, bool children = false) {
  return {.processes = std::move(processes), .children = children, .seconds = {}};
}

TEST(NamedProcesses, AreThoseThatRunInTheirOrder) {
  const testing::TemporaryFolder proc;
  add_process(proc, 20, 1);
  add_process(proc, 10, 1);
  EXPECT_THAT(named_processes(these({20, 10}, true), proc.path()), ElementsAre(20, 10));
}

TEST(NamedProcesses, WithoutDescendantsMayBeParentAndChild) {
  const testing::TemporaryFolder proc;
  add_process(proc, 10, 1);
  add_process(proc, 11, 10);
  add_process(proc, 12, 11);
  EXPECT_THAT(named_processes(these({10, 12}), proc.path()), ElementsAre(10, 12));
  EXPECT_THAT(
      [&] {
        static_cast<void>(named_processes(these({10, 12}, true), proc.path()));
      },
      ThrowsMessage<UsageError>(HasSubstr("--pid 12: it descends from 10, and --children counts it there")));
}

TEST(NamedProcesses, AreRefusedWithAReason) {
  const testing::TemporaryFolder proc;
  add_process(proc, 10, 1);
  add_process(proc, 11, 1, 'Z');
  add_process(proc, 12, 1);
  testing::write_file(proc.path() / "12/status", "Name:\tsort\nTgid:\t10\n");
  const auto refusal = [&](std::vector<std::int32_t> processes) {
    return [&proc, processes] { static_cast<void>(named_processes(these(processes), proc.path())); };
  };
  EXPECT_THAT(refusal({9}), ThrowsMessage<UsageError>(HasSubstr("--pid 9: there is no such process")));
  EXPECT_THAT(refusal({11}), ThrowsMessage<UsageError>(HasSubstr("--pid 11: sort has ended")));
  EXPECT_THAT(refusal({12}), ThrowsMessage<UsageError>(HasSubstr("a thread of process 10")));
  EXPECT_THAT(refusal({10, 10}), ThrowsMessage<UsageError>(HasSubstr("named twice")));
}

ExecOptions watch_flags(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "exec");
  return std::get<ExecOptions>(parse_command_line(std::move(arguments)).command);
}

TEST(WatchFlags, AreANumberPerProcessAndADuration) {
  const WatchOptions watch =
      watch_flags({"--pid", "7", "--pid=8", "--pid", "9,10", "--children", "--duration", "2min"}).watch;
  EXPECT_THAT(watch.processes, ElementsAre(7, 8, 9, 10));
  EXPECT_TRUE(watch.children);
  EXPECT_EQ(watch.seconds, 120.0);
  EXPECT_FALSE(watch_flags({"--pid", "7"}).watch.seconds);
}

/// The flags of exec that mean something beside --pid, each with a value that it takes.
TEST(WatchFlags, OfJoulesAndFormatsAreTaken) {
  for (const char* flag :
       {"--source=auto", "--require-measured", "--power-model=x", "--path.sysfs=x", "--path.procfs=x", "--path.devfs=x",
        "--format=json", "--json", "--export=json=x", "--format=terminal"}) {
    EXPECT_THAT(watch_flags({"--pid", "7", flag}).watch.processes, ElementsAre(7)) << flag;
  }
}

TEST(WatchFlags, ThatChangeNothingAreRefusedByName) {
  for (const char* flag : {"--vs=x",
                           "--once",
                           "--name=x",
                           "--runs=3",
                           "--prepare=x",
                           "--setup=x",
                           "--warmup=1",
                           "-i",
                           "--input=x",
                           "--output=pipe",
                           "--shell=sh",
                           "-N",
                           "--precision=1%",
                           "--time-limit=1s",
                           "--quick",
                           "--seed=1",
                           "--user=x",
                           "--margin=1%",
                           "--carbon=400",
                           "--out=x",
                           "--wide",
                           "--verbose",
                           "-q",
                           "--no-page",
                           "--allow-unoptimized"}) {
    EXPECT_THAT(
        [&] {
          watch_flags({"--pid", "7", flag});
        },
        ThrowsMessage<UsageError>(HasSubstr("changes nothing with --pid; leave it out")))
        << flag;
  }
  EXPECT_THAT(
      [] {
        watch_flags({"--pid", "7", "sleep 1"});
      },
      ThrowsMessage<UsageError>(HasSubstr("no command beside")));
  EXPECT_THAT([] { watch_flags({"--pid", "7", "--format", "csv"}); }, ThrowsMessage<UsageError>(HasSubstr("terminal")));
}

TEST(WatchFlags, NeedAProcess) {
  for (const char* flag : {"--children", "--duration=1s"}) {
    EXPECT_THAT([&] { watch_flags({flag, "sleep 1"}); }, ThrowsMessage<UsageError>(HasSubstr("--pid"))) << flag;
  }
  for (const char* number : {"0", "-1", "x", "99999999", "1.5"}) {
    EXPECT_THAT([&] { watch_flags({"--pid", number}); }, ThrowsMessage<UsageError>(HasSubstr("--pid"))) << number;
  }
}

}  // namespace
}  // namespace greenbench
