#include "harness/exec/exec_plan.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/command_line/command_line.hpp"
#include "harness/command_line/failure.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::ThrowsMessage;

/// `greenbench exec` with these arguments.
ExecOptions typed(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "exec");
  return std::get<ExecOptions>(parse_command_line(std::move(arguments)).command);
}

std::vector<std::string> names(const CommandPlan& plan) {
  std::vector<std::string> all;
  for (const PlannedVariant& variant : plan.variants) all.push_back(variant.id.text());
  return all;
}

const PlannedCommand& command(const CommandPlan& plan, std::size_t index) {
  return *plan.variants.at(index).command;
}

std::vector<std::vector<std::string>> arguments_of(const std::vector<Command>& commands) {
  std::vector<std::vector<std::string>> all;
  for (const Command& each : commands) all.push_back(each.arguments);
  return all;
}

TEST(ExecPlan, RunsWordsAfterTheDashesAsTheyAre) {
  const CommandPlan plan = plan_commands(typed({"--warmup", "2", "--", "sh", "-c", "echo $1 > x", "--quick"}));
  EXPECT_THAT(command(plan, 0).arguments, ElementsAre("sh", "-c", "echo $1 > x", "--quick"));
  EXPECT_EQ(command(plan, 0).warm_up_runs, 2U);
  EXPECT_THAT(names(plan), ElementsAre("command:sh -c 'echo $1 > x' --quick"));
  EXPECT_FALSE(plan.uses_shell);
}

TEST(ExecPlan, ComparesTheOthersWithTheFirst) {
  const CommandPlan plan = plan_commands(typed({"sleep 1", "--vs", "sleep 2"}));
  EXPECT_THAT(names(plan), ElementsAre("command:sleep 1", "command:sleep 2"));
  EXPECT_TRUE(plan.variants[0].baseline);
  EXPECT_FALSE(plan.variants[1].baseline);
  EXPECT_THAT(command(plan, 1).arguments, ElementsAre("sleep", "2"));
}

TEST(ExecPlan, GivesAllAShellWhereOneNeedsIt) {
  const CommandPlan plan = plan_commands(typed({"--vs", "ls | wc -l", "--", "ls", "a b"}));
  EXPECT_TRUE(plan.uses_shell);
  EXPECT_THAT(command(plan, 0).arguments, ElementsAre("/bin/sh", "-c", "ls 'a b'"));
  EXPECT_THAT(command(plan, 1).arguments, ElementsAre("/bin/sh", "-c", "ls | wc -l"));
}

TEST(ExecPlan, UsesTheShellThatWasNamed) {
  const CommandPlan plan = plan_commands(typed({"--shell", "bash --norc", "sleep 1"}));
  EXPECT_THAT(command(plan, 0).arguments, ElementsAre("bash", "--norc", "-c", "sleep 1"));
}

TEST(ExecPlan, RefusesWhatItCannotRun) {
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"-N", "ls | wc"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("'ls | wc' needs a shell")));
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"--", "no-such-program-here"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("no-such-program-here: there is no such program")));
  EXPECT_THAT([] { static_cast<void>(plan_commands(typed({}))); },
              ThrowsMessage<UsageError>(HasSubstr("name a command")));
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"--input", "/no/such", "ls"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("--input: /no/such: cannot be read")));
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"--output", "inherit", "ls"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("use --once")));
}

TEST(ExecPlan, PutsParametersEverywhere) {
  const CommandPlan plan = plan_commands(typed({"--parameter-list", "n", "1,2", "--prepare", "rm -f {n}", "--setup",
                                                "mkdir x{n}", "--cleanup", "rmdir y", "sleep {n}"}));
  EXPECT_THAT(names(plan), ElementsAre("command:sleep 1", "command:sleep 2"));
  EXPECT_THAT(command(plan, 1).prepare, ElementsAre("/bin/sh", "-c", "rm -f 2"));
  EXPECT_THAT(arguments_of(plan.set_up),
              ElementsAre(ElementsAre("/bin/sh", "-c", "mkdir x1"), ElementsAre("/bin/sh", "-c", "mkdir x2")));
  EXPECT_THAT(arguments_of(plan.clean_up), ElementsAre(ElementsAre("/bin/sh", "-c", "rmdir y")))
      << "the same for both: once";
}

TEST(ExecPlan, ScansNumbers) {
  const CommandPlan plan = plan_commands(typed({"-D", "0.5", "-P", "s", "0.5", "1.5", "sleep {s}"}));
  EXPECT_THAT(names(plan), ElementsAre("command:sleep 0.5", "command:sleep 1", "command:sleep 1.5"));
  EXPECT_THAT(names(plan_commands(typed({"-P", "s", "1", "2", "-D", "0.5", "sleep {s}"}))),
              ElementsAre("command:sleep 1", "command:sleep 1.5", "command:sleep 2"))
      << "whichever flag comes first";
}

TEST(ExecPlan, TellsCommandsOfOneNameApart) {
  EXPECT_THAT(names(plan_commands(typed({"sleep 1", "sleep 1"}))),
              ElementsAre("command:sleep 1", "command:sleep 1 (2)"));
  EXPECT_THAT(names(plan_commands(typed({"--name", "old", "sleep 1", "sleep 2"}))),
              ElementsAre("command:old", "command:sleep 2"));
}

TEST(ExecPlan, ComparesEachCommandWithItselfAtTheOtherRevision) {
  const ExecOptions options = typed({"--setup", "make", "--input", "/dev/null", "sleep 1", "sleep 2"});
  const CommandPlan now = plan_commands(options);
  const CommandPlan then = plan_commands(options, {.folder = "/tmp", .environment = {"PATH=/bin"}});
  const std::vector<PlannedHotspot> hotspots = hotspots_of(now, then, "main");
  ASSERT_EQ(hotspots.size(), 2U);
  EXPECT_EQ(hotspots[0].id, "exec/commands/1");
  EXPECT_EQ(hotspots[1].id, "exec/commands/2");
  const PlannedVariant& old = hotspots[1].variants.at(0);
  const PlannedVariant& current = hotspots[1].variants.at(1);
  EXPECT_EQ(old.id.text(), "command:sleep 2@main");
  EXPECT_TRUE(old.baseline);
  EXPECT_EQ(old.command->folder, "/tmp");
  EXPECT_THAT(old.command->environment, ElementsAre("PATH=/bin"));
  EXPECT_EQ(current.id.text(), "command:sleep 2");
  EXPECT_FALSE(current.baseline);
  EXPECT_EQ(current.command->folder, "");
  EXPECT_EQ(then.set_up.front().folder, "/tmp") << "each revision has its own";
  const CommandPlan one = plan_commands(typed({"sleep 1"}));
  EXPECT_EQ(hotspots_of(one, one, "main").front().id, "exec/commands");
}

TEST(ExecPlan, LooksForAProgramWhereTheCommandRuns) {
  const ExecOptions options = typed({"-N", "--", "./sh"});
  EXPECT_NO_THROW(static_cast<void>(plan_commands(options, {.folder = "/bin"})));
  EXPECT_THROW(static_cast<void>(plan_commands(options, {.folder = "/proc"})), UsageError);
}

TEST(ExecPlan, TakesFailuresThatAreIgnored) {
  EXPECT_TRUE(command(plan_commands(typed({"-i", "--", "false"})), 0).ignores_failure);
  const CommandPlan some = plan_commands(typed({"--ignore-failure=3,4", "--", "false"}));
  EXPECT_FALSE(command(some, 0).ignores_failure);
  EXPECT_THAT(command(some, 0).ignored_codes, ElementsAre(3U, 4U));
}

TEST(ExecPlan, TakesTheShortFlagsOfHyperfine) {
  const CommandPlan plan = plan_commands(
      typed({"-L", "n", "1,2", "-s", "mkdir x", "-c", "rmdir x", "-n", "one", "--command-name", "two", "sleep {n}"}));
  EXPECT_THAT(names(plan), ElementsAre("command:one", "command:two"));
  EXPECT_THAT(command(plan, 1).arguments, ElementsAre("sleep", "2"));
  EXPECT_THAT(arguments_of(plan.set_up), ElementsAre(ElementsAre("/bin/sh", "-c", "mkdir x")));
  EXPECT_THAT(arguments_of(plan.clean_up), ElementsAre(ElementsAre("/bin/sh", "-c", "rmdir x")));
}

TEST(ExecPlan, TakesNoneForNoShell) {
  EXPECT_THAT(command(plan_commands(typed({"--shell=none", "sleep 1"})), 0).arguments, ElementsAre("sleep", "1"));
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"--shell", "none", "ls | wc"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("'ls | wc' needs a shell")));
}

TEST(ExecPlan, AFlagOfAnotherToolIsAnsweredWithTheOneThatDoesTheSame) {
  const auto complaint = [](std::vector<std::string> arguments) -> std::string {
    try {
      static_cast<void>(typed(std::move(arguments)));
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  };
  EXPECT_THAT(complaint({"--export-json", "a.json", "ls"}),
              HasSubstr("unknown flag --export-json; use --export hyperfine-json=FILE"));
  EXPECT_THAT(complaint({"--export-markdown=a.md", "ls"}),
              HasSubstr("unknown flag --export-markdown; use --export markdown=FILE"));
  EXPECT_THAT(complaint({"-m", "5", "ls"}), HasSubstr("unknown flag -m; use --min-rounds N"));
  EXPECT_THAT(complaint({"-M5", "ls"}), HasSubstr("use --max-rounds N"));
  EXPECT_THAT(complaint({"-u", "millisecond", "ls"}), HasSubstr("unknown flag -u; leave it out"));
  EXPECT_THAT(complaint({"-e", "power/energy-pkg/", "--", "ls"}), HasSubstr("--source NAME"));
  EXPECT_THAT(complaint({"-z", "ls"}), HasSubstr("unknown flag -z; see greenbench exec --help"));
  EXPECT_THAT(complaint({"--colours", "ls"}), HasSubstr("unknown flag --colours; see greenbench exec --help"));
}

TEST(ExecPlan, GivesCommandsAllTheTimeThatTheyNeed) {
  EXPECT_EQ(measuring_of(typed({"sleep 1"})).worker_timeout_seconds, 3.6e6);
  EXPECT_EQ(measuring_of(typed({"--worker-timeout", "5s", "sleep 1"})).worker_timeout_seconds, 5.0);
  EXPECT_EQ(measuring_of(typed({"--runs", "7", "sleep 1"})).min_rounds, 7U);
  EXPECT_EQ(measuring_of(typed({"--runs", "7", "sleep 1"})).max_rounds, 7U);
}

TEST(ExecPlan, ASingleRunIsTextOrJson) {
  EXPECT_EQ(plan_commands(typed({"--once", "--json", "--export=json=a.json", "--", "ls"})).variants.size(), 1U);
  for (const char* flag : {"--format=csv", "--export=csv=a.csv"}) {
    EXPECT_THAT(
        [&] {
          static_cast<void>(plan_commands(typed({"--once", flag, "--", "ls"})));
        },
        ThrowsMessage<UsageError>(HasSubstr("csv: a single run (--once) has the formats terminal and json only")));
  }
}

TEST(ExecPlan, RefusesBesideOnceWhatASingleRunDoesNotHave) {
  EXPECT_EQ(plan_commands(typed({"--once", "--output", "inherit", "--", "ls"})).variants.size(), 1U);
  for (const char* flag : {"--against=main", "--out=x", "--quick", "--prepare=x", "--conclude=x", "--warmup=1",
                           "--runs=2", "-i", "--input=/dev/null", "--output=pipe"}) {
    EXPECT_THAT(
        [&] {
          static_cast<void>(plan_commands(typed({"--once", flag, "--", "ls"})));
        },
        ThrowsMessage<UsageError>(HasSubstr("changes nothing with --once")))
        << flag;
  }
  EXPECT_THAT(
      [] {
        static_cast<void>(plan_commands(typed({"--once", "ls", "ls"})));
      },
      ThrowsMessage<UsageError>(HasSubstr("--once: runs one command")));
}

TEST(ExecPlan, RefusesWhatIsNoExitCode) {
  for (const char* codes :
       {"--ignore-failure=3.7", "--ignore-failure=-1", "--ignore-failure=256", "--ignore-failure=x"}) {
    EXPECT_THROW(static_cast<void>(typed({codes, "ls"})), UsageError) << codes;
  }
}

TEST(ExecRequest, SaysTheCommandLineAgain) {
  const std::vector<std::string> words{"--vs=sleep 2", "--name=old", "--prepare=sync", "--warmup=1", "--",
                                       "sleep",        "1"};
  EXPECT_EQ(request_of(typed(words)).exec_words, words);
  EXPECT_THAT(request_of(typed({"sleep 1", "sleep 2"})).exec_words, ElementsAre("sleep 1", "sleep 2"));
}

}  // namespace
}  // namespace greenbench
