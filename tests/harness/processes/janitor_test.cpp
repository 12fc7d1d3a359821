#include "harness/processes/janitor.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;

Command shell_command(const std::string& text) {
  return {.arguments = {"/bin/sh", "-c", text}};
}

class JanitorAtWork : public ::testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::string log() const {
    std::ifstream file{folder_ / "log"};
    return {std::istreambuf_iterator<char>{file}, {}};
  }
  [[nodiscard]] Command note(const std::string& word) const {
    return shell_command("echo " + word + " >> " + (folder_ / "log").string());
  }
  /// Waits for something that another process does: the test fails where it never does it.
  template <class Condition>
  static bool comes_true(Condition condition) {
    constexpr int tries = 2000;
    for (int i = 0; i < tries && !condition(); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    return condition();
  }

  const std::filesystem::path folder_ =
      std::filesystem::path{::testing::TempDir()} / ("greenbench-janitor-" + std::to_string(getpid()));
};

TEST_F(JanitorAtWork, TidiesUpInReverseOrderAfterAllElse) {
  {
    Janitor janitor{{}};
    janitor.at_end(note("first"), "first");
    janitor.at_end(note("second"), "second");
    janitor.run(note("work"), "work", nullptr);
    EXPECT_EQ(log(), "work\n");
  }
  EXPECT_EQ(log(), "work\nsecond\nfirst\n");
}

TEST_F(JanitorAtWork, SaysWhyACommandFailed) {
  Janitor janitor{{}};
  try {
    janitor.run(shell_command("echo broken >&2; exit 3"), "--build", nullptr);
    FAIL() << "it has to throw";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "--build exited with code 3, saying: broken");
  }
  EXPECT_THROW(janitor.run({.arguments = {"/no/such/program"}}, "--build", nullptr), std::runtime_error);
  janitor.run(note("and goes on"), "--build", nullptr);
  EXPECT_EQ(log(), "and goes on\n");
}

TEST_F(JanitorAtWork, ObeysInTheFolderThatIsNamed) {
  Janitor janitor{{}};
  Command command = shell_command("echo \"$PWD $WORD\" > log");
  command.folder = folder_.string();
  command.environment = {"WORD=set"};
  janitor.run(command, "work", nullptr);
  EXPECT_EQ(log(), folder_.string() + " set\n");
}

TEST_F(JanitorAtWork, WhatACommandLeavesRunningEndsWithIt) {
  const std::string file = (folder_ / "pid").string();
  pid_t left = 0;
  {
    Janitor janitor{{}};
    janitor.run(shell_command("sleep 307 & echo $! > " + file), "--setup", nullptr);
    std::ifstream{file} >> left;
    ASSERT_GT(left, 0);
    EXPECT_EQ(kill(left, 0), 0);
  }
  EXPECT_EQ(kill(left, 0), -1);
}

/// The janitor's own process dies as it would by kill -9, in the middle of a command.
void work_and_die(const std::filesystem::path& folder, const Command& last) {
  Janitor janitor{{}};
  janitor.at_end(last, "end");
  std::thread killer{[&] {
    while (!std::filesystem::exists(folder / "started")) std::this_thread::sleep_for(std::chrono::milliseconds{5});
    kill(getpid(), SIGKILL);
  }};
  janitor.run(shell_command("touch " + (folder / "started").string() + "; sleep 308"), "work", nullptr);
  killer.join();
}

TEST_F(JanitorAtWork, TidiesUpAfterAProcessThatWasKilled) {
  const pid_t child = fork();
  if (child == 0) {
    work_and_die(folder_, note("tidy"));
    _exit(0);
  }
  int status = 0;
  ASSERT_EQ(waitpid(child, &status, 0), child);
  EXPECT_TRUE(WIFSIGNALED(status));
  EXPECT_TRUE(comes_true([&] { return log() == "tidy\n"; }));
}

TEST_F(JanitorAtWork, ASignalBreaksTheWaitingOff) {
  Interrupt interrupt;
  Janitor janitor{{}};
  const auto start = std::chrono::steady_clock::now();
  kill(getpid(), SIGTERM);
  EXPECT_THROW(janitor.run(shell_command("sleep 309"), "work", &interrupt), Interrupted);
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds{100});
}

}  // namespace
}  // namespace greenbench
