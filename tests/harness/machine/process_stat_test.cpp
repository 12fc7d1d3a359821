#include "harness/machine/process_stat.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "counters/system/clock.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::TemporaryFolder;
using testing::write_file;

/// As proc_pid_stat(5) has it: parent 7, 250 + 30 ticks, children 1000 + 5, 3 threads, started at 4321, 512 pages.
std::string stat_line(const std::string& name, char state = 'S') {
  return "42 (" + name + ") " + state +
         " 7 42 42 0 -1 4194560 100 200 0 0 250 30 1000 5 20 0 3 0 4321 228000000 512 18446744073709551615 1 1 0\n";
}

TEST(ProcessStat, HasTheFieldsOfTheKernelsLine) {
  const auto stat = parse_process_stat(stat_line("sort"));
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->name, "sort");
  EXPECT_EQ(stat->state, 'S');
  EXPECT_EQ(stat->parent, 7);
  EXPECT_DOUBLE_EQ(stat->own / clock_tick(), 280.0);
  EXPECT_DOUBLE_EQ(stat->waited_for / clock_tick(), 1005.0);
  EXPECT_EQ(stat->threads, 3U);
  EXPECT_EQ(stat->start_ticks, 4321U);
  EXPECT_EQ(stat->resident_bytes, 512U * static_cast<unsigned long>(sysconf(_SC_PAGESIZE)));
}

TEST(ProcessStat, ANameMayLookLikeTheRestOfTheLine) {
  for (const char* name : {"a b", "x) R 1 2 3", "((", ") (", "", "tail -f (1)"}) {
    const auto stat = parse_process_stat(stat_line(name));
    ASSERT_TRUE(stat) << name;
    EXPECT_EQ(stat->name, name);
    EXPECT_EQ(stat->parent, 7) << name;
  }
}

TEST(ProcessStat, OfAnythingElseIsEmpty) {
  for (const char* text : {"", "42", "42 (sort", "42 (sort)", "42 (sort) S", "42 (sort) S 7 42", "42 )sort( S 7 42",
                           "42 (sort) S 7 42 42 0 -1 4194560 100 200 0 0 250 x 1000 5 20 0 3 0 4321 228000000 512",
                           "42 (sort) S 7 42 42 0 -1 4194560 100 200 0 0 -250 3 1000 5 20 0 3 0 4321 228000000 512"}) {
    EXPECT_FALSE(parse_process_stat(text)) << text;
  }
}

TEST(ProcessStat, AZombieHasEndedUnlessOtherThreadsOfItRun) {
  EXPECT_FALSE(parse_process_stat(stat_line("sort"))->has_ended());
  ProcessStat zombie = *parse_process_stat(stat_line("sort", 'Z'));
  EXPECT_FALSE(zombie.has_ended());
  zombie.threads = 1;
  EXPECT_TRUE(zombie.has_ended());
}

TEST(ReadProcess, OfThisOneHasItsParentAndItsCpuTime) {
  const Seconds at_least = *read_clock(CLOCK_PROCESS_CPUTIME_ID);
  const auto stat = read_process("/proc", getpid());
  const Seconds at_most = *read_clock(CLOCK_PROCESS_CPUTIME_ID);
  ASSERT_TRUE(stat);
  EXPECT_EQ(stat->parent, getppid());
  EXPECT_GE(stat->own, at_least - 2.0 * clock_tick()) << "user and system time are each rounded down";
  EXPECT_LE(stat->own, at_most + clock_tick());
}

TEST(ReadProcesses, AreThoseWithANumberForAName) {
  const TemporaryFolder proc;
  write_file(proc.path() / "42/stat", stat_line("sort"));
  write_file(proc.path() / "43/stat", "torn");
  write_file(proc.path() / "self/stat", stat_line("sort"));
  const ProcessTable table = read_processes(proc.path());
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table.at(42).name, "sort");
  EXPECT_FALSE(read_process(proc.path(), 44));
  EXPECT_TRUE(read_processes(proc.path() / "nowhere").empty());
}

}  // namespace
}  // namespace greenbench
