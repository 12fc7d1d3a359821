#include "harness/reference/pages.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

namespace greenbench {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

const CommandPage& command(const ProgramPage& program, std::string_view name) {
  const auto found = std::ranges::find(program.commands, name, &CommandPage::name);
  if (found == program.commands.end()) throw std::out_of_range(std::string{name});
  return *found;
}

const FlagPage& flag(const CommandPage& command, std::string_view name) {
  for (const FlagPage& each : command.flags) {
    if (std::ranges::find(each.names, name) != each.names.end()) return each;
  }
  throw std::out_of_range(std::string{name});
}

TEST(ProgramPage, HasTheCommandsThatPeopleType) {
  std::vector<std::string> names;
  for (const CommandPage& each : program_page().commands) names.push_back(each.name);
  EXPECT_THAT(names, ElementsAre("run", "exec", "list", "report", "compare", "claims", "check", "init", "docs",
                                 "resume", "doctor", "generate", "help"));
}

TEST(ProgramPage, KnowsTheValuesOfAFlag) {
  const ProgramPage program = program_page();
  const CommandPage& run = command(program, "run");
  EXPECT_THAT(flag(run, "--language").value.offers, ElementsAre("python", "cpp"));
  EXPECT_THAT(flag(run, "--source").value.offers, IsSupersetOf({"auto", "perf", "estimate"}));
  EXPECT_THAT(flag(run, "--suite").value.offers, IsSupersetOf({"all", "strings", "django"}));
  EXPECT_THAT(flag(run, "--hotspot").value.offers, Contains("strings/build"));
  EXPECT_THAT(flag(run, "--format").value.offers, Contains("pyperf-json"));
  EXPECT_THAT(flag(command(program, "compare"), "--format").value.offers, Not(Contains("pyperf-json")));
  EXPECT_FALSE(flag(run, "--quick").takes_value);
  EXPECT_EQ(flag(run, "--margin").value.name, "PERCENT");
  EXPECT_THAT(flag(run, "--margin").value.offers, ElementsAre());
}

TEST(ProgramPage, KnowsWherePathsAreWanted) {
  const ProgramPage program = program_page();
  EXPECT_TRUE(flag(command(program, "run"), "--out").value.files);
  EXPECT_TRUE(flag(command(program, "run"), "--file").value.files);
  EXPECT_FALSE(flag(command(program, "run"), "--margin").value.files);
  EXPECT_TRUE(command(program, "run").operands.at(0).value.files);
  EXPECT_TRUE(command(program, "run").operands.at(0).several);
  EXPECT_THAT(command(program, "report").operands.at(0).value.offers, ElementsAre("latest"));
  EXPECT_FALSE(command(program, "generate").operands.at(0).value.files);
}

/// A program of one command, with what each language has to escape.
ProgramPage small_program() {
  const FlagPage format{.names = {"-f", "--format"},
                        .takes_value = true,
                        .value = {"NAME", {"json", "csv"}, false},
                        .description = "It's [one] of: a\\b"};
  const FlagPage check{.names = {"--check"}, .description = ".bad line"};
  CommandPage show{"show", "Shows a run", {format, check}, {{{"RUN", {"latest"}, true}, "A run", true, false}}, {}};
  show.footer = "Words first:\n  greenbench show x\n\nMore words";
  return {"1.2", {"greenbench", "It measures.", {check}, {}, {}}, {show}, "show"};
}

TEST(ManPage, EscapesWhatManMeansSomethingElseBy) {
  const std::string page = man_page(small_program());
  EXPECT_THAT(page, HasSubstr(".TH GREENBENCH 1 \"\" \"greenbench 1.2\" \"User Commands\"\n"));
  EXPECT_THAT(page, HasSubstr("\\fBgreenbench show\\fR [\\fIflags\\fR] \\fIRUN\\fR\n"));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-f\\fR, \\fB\\-\\-format\\fR \\fINAME\\fR\nIt\\(aqs [one] of: a\\eb\n"));
  EXPECT_THAT(page, HasSubstr(".TP\n\\fB\\-\\-check\\fR\n\\&.bad line\n"));
}

TEST(ManPage, KeepsTheLinesOfExamples) {
  EXPECT_THAT(man_page(small_program()),
              HasSubstr(".PP\nWords first:\n.RS 4\n.nf\ngreenbench show x\n.fi\n.RE\n.PP\nMore words\n"));
}

TEST(BashCompletion, OffersTheValuesOfAFlag) {
  EXPECT_THAT(bash_completion(small_program()),
              HasSubstr("-f | --format) is_value=yes offers='json csv' files='' ;;\n"));
}

TEST(ZshCompletion, EscapesDescriptions) {
  EXPECT_THAT(zsh_completion(small_program()),
              HasSubstr("'--format=[It'\\''s \\[one\\] of\\: a\\\\b]:NAME:(json csv)'"));
}

TEST(FishCompletion, EscapesDescriptions) {
  EXPECT_THAT(fish_completion(small_program()),
              HasSubstr("complete -c greenbench -n '__greenbench_command show' -s f -l format -x -a 'json csv' -d "
                        "'It\\'s [one] of: a\\\\b'\n"));
}

}  // namespace
}  // namespace greenbench
