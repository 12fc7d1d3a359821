#include "workloads/command/command_variant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/workloads/benchmark_run.hpp"

namespace greenbench {
namespace {

using ::testing::Eq;
using ::testing::HasSubstr;
using ::testing::Optional;
using ::testing::ThrowsMessage;

Command through_shell(const std::string& text) {
  return {.arguments = {"/bin/sh", "-c", text}};
}

/// What made it fail; empty when nothing did.
std::string failure_of(Variant& variant, benchmark::IterationCount calls) {
  run_iterations(variant, calls);
  return variant.failure();
}

TEST(CommandRunner, TellsTheExitCodeAndTheLastWords) {
  CommandRunner runner{through_shell("echo one >&2; echo two >&2; exit 3")};
  const CommandEnd end = runner.run();
  EXPECT_EQ(end.code, 3);
  EXPECT_EQ(end.last_words, "one\ntwo\n");
  EXPECT_EQ(manner_of(end), "exited with code 3, saying: two");
}

TEST(CommandRunner, CountsASignalAsAShellDoes) {
  CommandRunner runner{through_shell("kill -KILL $$")};
  const CommandEnd end = runner.run();
  EXPECT_EQ(end.code, 137);
  EXPECT_EQ(manner_of(end), "was ended by signal 9 (Killed)");
}

TEST(CommandRunner, ForgetsTheWordsOfTheRunBefore) {
  const std::filesystem::path mark =
      std::filesystem::path{::testing::TempDir()} / ("second-" + std::to_string(getpid()));
  std::filesystem::remove(mark);
  CommandRunner runner{through_shell("[ -e '" + mark.string() + "' ] || { : > '" + mark.string() +
                                     "'; echo a long first message >&2; exit 1; }; echo short >&2; exit 1")};
  EXPECT_EQ(runner.run().last_words, "a long first message\n");
  EXPECT_EQ(runner.run().last_words, "short\n");
}

TEST(CommandRunner, SaysThatThereIsNoSuchProgram) {
  CommandRunner runner{{.arguments = {"greenbench-has-no-such-program"}}};
  EXPECT_THAT([&] { static_cast<void>(runner.run()); },
              ThrowsMessage<std::runtime_error>(HasSubstr("greenbench-has-no-such-program")));
}

TEST(CommandRunner, HandsOverInputAndReadsOrKeepsOutput) {
  const std::filesystem::path folder{::testing::TempDir()};
  std::ofstream{folder / "input"} << "three words here\n";
  Command copying = through_shell("cat");
  copying.input = (folder / "input").string();
  copying.output = CommandOutput::file;
  copying.output_file = (folder / "output").string();
  EXPECT_EQ(CommandRunner{copying}.run().code, 0);
  std::string line;
  std::getline(std::ifstream{folder / "output"}, line);
  EXPECT_EQ(line, "three words here");
  Command chatty =
      through_shell("i=0; while [ $i -lt 3000 ]; do echo 0123456789012345678901234567890123456789; i=$((i+1)); done");
  chatty.output = CommandOutput::read;
  EXPECT_EQ(CommandRunner{chatty}.run().code, 0) << "120 kB, more than a pipe holds";
}

TEST(CommandRunner, KnowsTheMemoryOfACommandThatNeedsMoreThanThisProcess) {
  CommandRunner small{through_shell(":")};
  EXPECT_FALSE(small.run().peak_resident_bytes) << "the kernel shows no less than what this process has";
  CommandRunner large{{.arguments = {GREENBENCH_TEST_PYTHON, "-c", "b'1' * 700_000_000"}}};
  EXPECT_GT(large.run().peak_resident_bytes.value_or(0), 600'000'000U);
}

TEST(CommandRunner, SeesWhatACommandLeavesRunning) {
  EXPECT_FALSE(CommandRunner::left_behind());
  CommandRunner runner{through_shell("sleep 60 & echo $! >&2; exit 1")};
  const CommandEnd end = runner.run();
  EXPECT_THAT(CommandRunner::left_behind(), Optional(HasSubstr("sleep (PID ")));
  ::kill(std::stoi(end.last_words), SIGKILL);
  EXPECT_FALSE(CommandRunner::left_behind());
}

TEST(IgnoredFailures, AreAllOrThoseThatAreNamed) {
  EXPECT_TRUE(IgnoredFailures{}.allow(0));
  EXPECT_FALSE(IgnoredFailures{}.allow(1));
  EXPECT_TRUE(IgnoredFailures{.all = true}.allow(137));
  const IgnoredFailures named{.all = false, .codes = {3, 4}};
  EXPECT_TRUE(named.allow(4));
  EXPECT_FALSE(named.allow(5));
}

/// The calls of a variant that appends a letter to a file in each of its parts.
class Letters : public ::testing::Test {
 protected:
  std::vector<std::string> add(const std::string& letter) {
    return {"/bin/sh", "-c", "printf " + letter + " >> '" + file_.string() + "'"};
  }
  std::string written() {
    std::string text;
    std::getline(std::ifstream{file_}, text);
    return text;
  }
  void SetUp() override { std::filesystem::remove(file_); }

  std::filesystem::path file_ = std::filesystem::path{::testing::TempDir()} / ("letters-" + std::to_string(getpid()));
};

TEST_F(Letters, ShowThatEachCallIsPreparedAndConcluded) {
  {
    CommandVariant variant{{.command = {.arguments = add("r")}, .prepare = add("p"), .conclude = add("c")}};
    EXPECT_TRUE(variant.needs_reset());
    static_cast<void>(variant.answer());
    static_cast<void>(variant.answer());
    EXPECT_EQ(written(), "prcpr");
  }
  EXPECT_EQ(written(), "prcprc") << "the last call is concluded when the variant goes";
}

TEST_F(Letters, AreWhatALoopOfCallsWrites) {
  CommandVariant variant{{.command = {.arguments = add("r")}, .prepare = {}, .conclude = {}}};
  EXPECT_FALSE(variant.needs_reset());
  EXPECT_THAT(failure_of(variant, 3), Eq(""));
  EXPECT_EQ(written(), "rrr");
}

TEST(CommandVariant, FailsWithWhatTheCommandSaid) {
  CommandVariant variant{{.command = through_shell("echo no disk >&2; exit 2"), .prepare = {}, .conclude = {}}};
  EXPECT_THAT(failure_of(variant, 2), Eq("no disk\nexited with code 2, saying: no disk"));
}

TEST(CommandVariant, MayFailWhereThatIsAskedFor) {
  CommandVariant variant{
      {.command = through_shell("exit 2"), .prepare = {}, .conclude = {}, .ignored = {.codes = {2}}}};
  EXPECT_THAT(failure_of(variant, 2), Eq(""));
}

TEST(CommandVariant, RefusesToGoOnWhilePreparationFails) {
  CommandVariant variant{{.command = through_shell(":"), .prepare = {"/bin/sh", "-c", "exit 9"}, .conclude = {}}};
  EXPECT_THAT([&] { variant.reset(); }, ThrowsMessage<std::runtime_error>(HasSubstr("--prepare exited with code 9")));
}

TEST(CommandVariant, RefusesACommandThatLeavesAProcess) {
  CommandVariant variant{{.command = through_shell("sleep 61 &"), .prepare = {}, .conclude = {}}};
  EXPECT_THAT(failure_of(variant, 1), Eq(""));
  EXPECT_THAT([&] { variant.reset(); }, ThrowsMessage<std::runtime_error>(HasSubstr("it leaves sleep (PID ")));
  std::system("pkill -KILL -f '^sleep 61$'");  // NOLINT: a test has no other thread
  EXPECT_FALSE(CommandRunner::left_behind());
}

}  // namespace
}  // namespace greenbench
