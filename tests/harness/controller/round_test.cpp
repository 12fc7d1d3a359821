#include "harness/controller/round.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace greenbench {
namespace {

using Kind = WorkerCommand::Kind;

/// Words of a shell script that say a message.
std::string say(const WorkerMessage& message) {
  std::string line = line_of(message);
  line.pop_back();
  return "echo '" + line + "'";
}

std::string say_turn(std::uint32_t variant) {
  TurnMessage turn{Sample{}, 0.5};
  turn.sample.variant = variant;
  return say(turn);
}

std::string say_gone(std::uint32_t variant, int exit_code) {
  return say(GoneMessage{.variant = variant, .exit_code = exit_code, .signal = 0});
}

/// A round whose process is a shell script: each command that comes has its words.
class RoundTest : public testing::Test {
 protected:
  RoundTest() {
    std::string pattern = testing::TempDir() + "roundXXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~RoundTest() override { std::filesystem::remove_all(folder_); }

  /// `cases`: lines such as "*measure*0*) words ;;".
  Round& start(const std::vector<std::string>& cases, Seconds patience = Seconds{30.0}) {
    std::string script = "#!/bin/sh\nread request\nwhile read command; do\n  case $command in\n";
    for (const std::string& one : cases) script += "  " + one + "\n";
    script += "  esac\ndone\n" + say(EndMessage{}) + "\n";
    Installation installation;
    installation.program = {folder_ / "greenbench"};
    std::ofstream{installation.program.front()} << script;
    std::filesystem::permissions(installation.program.front(), std::filesystem::perms::owner_all);
    RoundRequest request;
    request.hotspot.id = "mine/hotspot";
    request.hotspot.variants = {{{"cpp", "one"}, true}, {{"cpp", "two"}, false}};
    request.variants = {0, 1};
    RoundSettings settings{.process = {}, .patience = patience, .complain = [this](const std::string& text) {
                             complaints_.push_back(text);
                           }};
    return round_.emplace(installation, request, std::move(settings), interrupt_);
  }

  /// The failure that a worker answers with.
  Failure failure_of(Kind kind, std::uint32_t variant) {
    const auto answer = round_->ask(kind, variant);
    if (!answer || !std::holds_alternative<Failure>(*answer)) return {Failure::Kind::raised, "no failure", {}, {}};
    return std::get<Failure>(*answer);
  }

  bool measures(std::uint32_t variant) {
    const auto answer = round_->ask(Kind::measure, variant);
    return answer && std::holds_alternative<TurnMessage>(*answer) &&
           std::get<TurnMessage>(*answer).sample.variant == variant;
  }

  std::filesystem::path folder_;
  Interrupt interrupt_;
  std::vector<std::string> complaints_;
  std::optional<Round> round_;
};

const std::string one_measures = "*measure*:0*) " + say_turn(0) + " ;;";
const std::string two_measures = "*measure*:1*) " + say_turn(1) + " ;;";

TEST_F(RoundTest, AWorkerAnswersWhatItIsTold) {
  start({"*set_up*:1*) " + say(ReadyMessage{.variant = 1, .iterations = 40, .turn_seconds = 0.01, .peak_memory = {}}) +
             " ;;",
         one_measures, two_measures});
  const auto answer = round_->ask(Kind::set_up, 1);
  ASSERT_TRUE(answer);
  EXPECT_EQ(std::get<ReadyMessage>(*answer).iterations, 40U);
  EXPECT_TRUE(measures(1));
  EXPECT_TRUE(measures(0));
}

TEST_F(RoundTest, AFailureIsSaidOnceTheWorkerIsGoneAndCostsThatVariantOnly) {
  start({"*measure*:0*) " + say(FailureMessage{{Failure::Kind::raised, "ValueError: no", "Traceback", {}}, 0}) + "; " +
             say_gone(0, 1) + " ;;",
         two_measures});
  const Failure failure = failure_of(Kind::measure, 0);
  EXPECT_EQ(failure.reason, "ValueError: no");
  EXPECT_EQ(failure.detail, "Traceback");
  EXPECT_TRUE(measures(1));
  EXPECT_FALSE(round_->failure());
}

TEST_F(RoundTest, AWorkerThatSaysNothingAndEndsHasCrashed) {
  start({"*measure*:0*) echo last words >&2; " + say_gone(0, 0) + " ;;", two_measures});
  const Failure failure = failure_of(Kind::measure, 0);
  EXPECT_EQ(failure.kind, Failure::Kind::crashed);
  EXPECT_EQ(failure.reason, "the worker ended early with exit code 0");
  EXPECT_EQ(failure.detail, "last words\n");
  EXPECT_TRUE(measures(1));
}

TEST_F(RoundTest, AWorkerThatEndsWhileAnotherIsAskedIsKnownToBeGone) {
  start({"*measure*:1*) " + say_gone(0, 9) + "; " + say_turn(1) + " ;;"});
  EXPECT_TRUE(measures(1));
  EXPECT_EQ(failure_of(Kind::measure, 0).reason, "the worker ended early with exit code 9") << "and is not waited for";
}

TEST_F(RoundTest, AnAnswerOfAnotherWorkerIsNotTakenForThisOnes) {
  start({"*measure*:0*) " + say_turn(1) + "; " + say_turn(0) + " ;;"});
  EXPECT_TRUE(measures(0));
}

TEST_F(RoundTest, ASilentWorkerIsKilledAndItsLateAnswerIgnored) {
  start(
      {"*kill*:0*) " + say_turn(0) + "; " + say(GoneMessage{.variant = 0, .exit_code = {}, .signal = SIGKILL}) + " ;;",
       two_measures},
      Seconds{0.05});
  const Failure failure = failure_of(Kind::measure, 0);
  EXPECT_EQ(failure.kind, Failure::Kind::hung);
  EXPECT_EQ(failure.reason, "the worker said nothing for 0.05 s and was ended");
  EXPECT_FALSE(round_->failure());
}

TEST_F(RoundTest, AFailureOfAllEndsTheRoundWithWhatItLedTo) {
  start({"*measure*:0*) " + say(FailureMessage{{Failure::Kind::raised, "ConnectionError", {}, {}}, 0}) + "; " +
         say(FailureMessage{{Failure::Kind::crashed, "the local server is gone", "its words; ", {}}}) + " ;;"});
  EXPECT_FALSE(round_->ask(Kind::measure, 0));
  ASSERT_TRUE(round_->failure());
  EXPECT_EQ(round_->failure()->reason, "the local server is gone");
  EXPECT_EQ(round_->failure()->detail, "its words; ConnectionError");
  EXPECT_FALSE(round_->ask(Kind::measure, 1)) << "it is over";
}

TEST_F(RoundTest, ALineThatIsNoMessageEndsTheRoundAndNotTheProgram) {
  start({"*measure*:0*) echo hello ;;"});
  EXPECT_FALSE(round_->ask(Kind::measure, 0));
  ASSERT_TRUE(round_->failure());
  EXPECT_EQ(round_->failure()->kind, Failure::Kind::crashed);
  EXPECT_THAT(round_->failure()->reason, testing::HasSubstr("hello"));
}

TEST_F(RoundTest, TheEndOfTheWholeProcessEndsTheRound) {
  start({"*measure*:0*) exit 3 ;;"});
  EXPECT_FALSE(round_->ask(Kind::measure, 0));
  ASSERT_TRUE(round_->failure());
  EXPECT_EQ(round_->failure()->reason, "the worker ended early with exit code 3");
}

TEST_F(RoundTest, ASignalForThisProcessInterruptsIt) {
  start({});
  std::raise(SIGINT);
  EXPECT_FALSE(round_->ask(Kind::measure, 0));
  EXPECT_TRUE(round_->interrupted());
  EXPECT_FALSE(round_->failure());
}

TEST_F(RoundTest, FinishingEndsOneWorkerAfterTheOtherAndComplainsOfWhatGoesWrong) {
  const std::string log = (folder_ / "told").string();
  start({"*finish*:0*) echo 0 >> " + log + "; " + say(FinishedMessage{0}) + "; " + say_gone(0, 0) + " ;;",
         "*finish*:1*) echo 1 >> " + log + "; " + say_gone(1, 7) + " ;;"});
  round_->finish();
  std::stringstream told;
  told << std::ifstream{log}.rdbuf();
  EXPECT_EQ(told.str(), "0\n1\n");
  EXPECT_THAT(complaints_,
              testing::ElementsAre(
                  "mine/hotspot/cpp:two, after it had been measured: the worker ended early with exit code 7"));
  EXPECT_FALSE(round_->failure());
}

}  // namespace
}  // namespace greenbench
