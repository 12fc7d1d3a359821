#include "harness/processes/child_process.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>

#include <array>
#include <csignal>

#include "harness/processes/worker_process.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

ChildCommand shell(const std::string& script, std::string input = {}) {
  return {.arguments = {"/bin/sh", "-c", script}, .environment = {"PATH=/usr/bin:/bin"}, .input = std::move(input)};
}

std::vector<std::string> all_lines(ChildProcess& child) {
  std::vector<std::string> lines;
  while (auto line = child.next_line(Seconds{30}, nullptr)) lines.push_back(*line);
  return lines;
}

TEST(ChildProcess, GivesBackWhatItWasGiven) {
  ChildProcess child{shell("cat", "one\ntwo\n")};
  EXPECT_THAT(all_lines(child), ::testing::ElementsAre("one", "two"));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::end_of_output);
  EXPECT_EQ(*child.wait().exit_code, 0);
}

TEST(ChildProcess, TakesARequestLargerThanAPipe) {
  ChildProcess child{shell("wc -c", std::string(1'000'000, 'x'))};
  EXPECT_THAT(all_lines(child), ::testing::ElementsAre("1000000"));
}

TEST(ChildProcess, MayKeepItsInputUntilItIsWaitedFor) {
  ChildProcess child{{.arguments = {"/bin/sh", "-c", "echo ready; cat; exit 5"},
                      .environment = {"PATH=/usr/bin:/bin"},
                      .input = "said\n",
                      .keeps_input_open = true}};
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "ready");
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "said");
  EXPECT_FALSE(child.next_line(Seconds{0.05}, nullptr));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::timed_out);
  EXPECT_EQ(*child.wait().exit_code, 5);
}

/// Echoes every line, and says so when there are no more.
ChildCommand conversation() {
  return {.arguments = {"/bin/sh", "-c", "while read line; do echo heard $line; done; echo end; exit 4"},
          .environment = {"PATH=/usr/bin:/bin"},
          .input = "request\n",
          .keeps_input_open = true};
}

TEST(ChildProcess, TakesMoreInputAfterItHasAnswered) {
  ChildProcess child{conversation()};
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "heard request");
  child.send("one\n");
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "heard one");
  child.send("two\nthr");
  child.send("ee\n");
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "heard two");
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "heard three");
}

TEST(ChildProcess, ItsInputEndsOnceAllOfItIsWritten) {
  ChildProcess child{conversation()};
  child.send("last\n");
  child.end_input();
  EXPECT_THAT(all_lines(child), ::testing::ElementsAre("heard request", "heard last", "end"));
  EXPECT_EQ(*child.wait().exit_code, 4);
}

TEST(ChildProcess, InputThatNobodyReadsAnyMoreIsNotWaitedFor) {
  std::signal(SIGPIPE, SIG_IGN);  // as main() does
  ChildProcess child{{.arguments = {"/bin/sh", "-c", "exec <&-; echo deaf; exec sleep 1000"},
                      .environment = {"PATH=/usr/bin:/bin"},
                      .input = "request\n",
                      .keeps_input_open = true}};
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "deaf");
  child.send("more\n");
  EXPECT_FALSE(child.next_line(Seconds{0.05}, nullptr));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::timed_out);
}

TEST(ChildProcess, ItsErrorsCanBeTakenPieceByPiece) {
  ChildProcess child{{.arguments = {"/bin/sh", "-c", "while read line; do echo err $line >&2; echo done; done"},
                      .environment = {"PATH=/usr/bin:/bin"},
                      .input = "one\n",
                      .keeps_input_open = true}};
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "done");
  EXPECT_EQ(child.take_error(), "err one\n");
  EXPECT_EQ(child.take_error(), "");
  child.send("two\n");
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "done");
  EXPECT_EQ(child.wait().standard_error, "err two\n") << "what was taken is not said again";
}

TEST(ChildEnd, IsToldInWords) {
  EXPECT_EQ(manner_of({.exit_code = 3, .signal = 0, .standard_error = {}}), "ended early with exit code 3");
  EXPECT_EQ(manner_of({.exit_code = {}, .signal = SIGKILL, .standard_error = {}}), "was ended by signal 9 (Killed)");
}

TEST(ChildProcess, InheritsNothingFromThisEnvironment) {
  ChildProcess child{{.arguments = {"/usr/bin/env"}, .environment = {"ONLY=this"}, .input = {}}};
  EXPECT_THAT(all_lines(child), ::testing::ElementsAre("ONLY=this"));
}

TEST(ChildProcess, SilenceEndsTheWaitAndTheChildCanBeKilled) {
  ChildProcess child{shell("echo started; exec sleep 1000")};
  EXPECT_EQ(child.next_line(Seconds{30}, nullptr), "started");
  EXPECT_FALSE(child.next_line(Seconds{0.05}, nullptr));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::timed_out);
  child.kill();
  const ChildEnd end = child.wait();
  EXPECT_FALSE(end.exit_code);
  EXPECT_EQ(end.signal, SIGKILL);
}

TEST(ChildProcess, KillingTakesItsOwnChildrenAlong) {
  ChildProcess child{shell("sleep 1000 & echo $!; wait")};
  const pid_t grandchild = std::stoi(*child.next_line(Seconds{30}, nullptr));
  child.kill();
  // The output pipe closes only when every process that holds it is gone.
  EXPECT_FALSE(child.next_line(Seconds{30}, nullptr));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::end_of_output);
  static_cast<void>(child.wait());
  EXPECT_GT(grandchild, 0);
}

TEST(ChildProcess, ItsEndIsSeenAlthoughItsOwnChildrenHoldThePipe) {
  ChildProcess child{shell("sleep 1000 & echo one; echo two; exit 9")};
  EXPECT_THAT(all_lines(child), ::testing::ElementsAre("one", "two"));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::end_of_output);
  EXPECT_EQ(*child.wait().exit_code, 9);
}

TEST(ChildProcess, OneThatSaysNothingMoreAndDoesNotEndIsSaidToBeEndedByUs) {
  ChildProcess child{shell("exec >&- 2>&-; exec sleep 100")};
  EXPECT_FALSE(child.next_line(Seconds{20}, nullptr));
  const ChildEnd end = child.wait();
  EXPECT_TRUE(end.was_ended);
  EXPECT_EQ(crash_of(end).kind, Failure::Kind::crashed) << "and not as if memory had run out";
  EXPECT_EQ(crash_of(end).reason, "the worker closed its output and did not end");
}

TEST(ChildProcess, WhatItLeavesBehindIsEndedWithIt) {
  const testing::TemporaryFolder folder;
  const std::string pipe = (folder.path() / "held").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  const FileDescriptor reading{open(pipe.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC)};
  ChildProcess child{shell("exec 9>'" + pipe + "'; echo >&9; sleep 1000 & exit 0")};
  EXPECT_TRUE(all_lines(child).empty());
  EXPECT_EQ(*child.wait().exit_code, 0);
  // The pipe hangs up only when no process holds its other end.
  std::array<char, 2> line{};
  EXPECT_EQ(read(reading.get(), line.data(), line.size()), 1);
  std::array<pollfd, 1> watched{{{reading.get(), POLLIN, 0}}};
  ASSERT_EQ(poll(watched.data(), watched.size(), 30'000), 1);
  EXPECT_NE(watched[0].revents & POLLHUP, 0);
}

TEST(ChildProcess, KeepsTheLastWordsOfALongComplaint) {
  ChildProcess child{shell("i=0; while [ $i -lt 3000 ]; do echo line $i >&2; i=$((i+1)); done; exit 7")};
  EXPECT_TRUE(all_lines(child).empty());
  const ChildEnd end = child.wait();
  EXPECT_EQ(*end.exit_code, 7);
  EXPECT_LE(end.standard_error.size(), 4096U);
  EXPECT_THAT(end.standard_error, ::testing::EndsWith("line 2999\n"));
}

TEST(ChildProcess, CutsALineThatDoesNotEnd) {
  ChildProcess child{shell("exec yes '' | tr '\\n' x")};
  const std::optional<std::string> line = child.next_line(Seconds{60}, nullptr);
  ASSERT_TRUE(line);
  EXPECT_LT(line->size(), 200'000'000U);
  child.kill();
}

TEST(ChildProcess, ASignalForThisProcessEndsTheWait) {
  Interrupt interrupt;
  ChildProcess child{shell("exec sleep 1000")};
  std::raise(SIGINT);
  EXPECT_FALSE(child.next_line(Seconds{30}, &interrupt));
  EXPECT_EQ(child.silence(), ChildProcess::Silence::interrupted);
  EXPECT_EQ(interrupt.signal(), SIGINT);
}

TEST(ChildProcess, AMissingExecutableIsAnExitCode) {
  ChildProcess child{{.arguments = {"/no/such/program"}, .environment = {}, .input = {}}};
  EXPECT_TRUE(all_lines(child).empty());
  EXPECT_EQ(*child.wait().exit_code, 127);
}

TEST(LastLine, IsWhatATracebackEndsWith) {
  EXPECT_EQ(last_line("Traceback:\n  in run\nValueError: no\n"), "ValueError: no");
  EXPECT_EQ(last_line("\none line\n\n"), "one line");
  EXPECT_EQ(last_line("\n\n"), "");
  EXPECT_EQ(last_line(""), "");
}

}  // namespace
}  // namespace greenbench
