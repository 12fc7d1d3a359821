#include "harness/command_line/command_line.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

namespace greenbench {
namespace {

RunOptions parsed_run(std::vector<std::string> arguments) {
  return std::get<RunOptions>(parse_command_line(std::move(arguments)).command);
}

std::string complaint_about(std::vector<std::string> arguments) {
  try {
    static_cast<void>(parse_command_line(std::move(arguments)));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(CommandLine, SuiteAloneMeansRun) {
  EXPECT_THAT(parsed_run({"--suite", "strings"}).suites, ::testing::ElementsAre("strings"));
  EXPECT_THAT(parsed_run({"run", "--suite", "strings"}).suites, ::testing::ElementsAre("strings"));
}

TEST(CommandLine, RepeatedAndCommaSeparatedNamesAddUp) {
  const RunOptions run = parsed_run({"--suite", "strings,io", "--suite", "numeric", "--language", "cpp"});
  EXPECT_THAT(run.suites, ::testing::ElementsAre("strings", "io", "numeric"));
  EXPECT_THAT(run.languages, ::testing::ElementsAre("cpp"));
}

TEST(CommandLine, NumbersComeWithTheirUnits) {
  const RunOptions run = parsed_run({"run", "--precision", "1%", "--time-limit", "2min", "--min-region", "5ms",
                                     "--min-rounds", "12", "--seed", "18446744073709551615"});
  EXPECT_DOUBLE_EQ(*run.precision, 0.01);
  EXPECT_DOUBLE_EQ(*run.time_limit_seconds, 120.0);
  EXPECT_DOUBLE_EQ(*run.min_region_seconds, 0.005);
  EXPECT_EQ(*run.min_rounds, 12U);
  EXPECT_EQ(*run.seed, 18446744073709551615U);
}

TEST(CommandLine, TheLocalServerMayAnswerAtOnce) {
  const RunOptions run = parsed_run({"run", "--server-latency", "0ms", "--server-body", "2KiB"});
  EXPECT_EQ(run.server_latency_seconds, 0.0);
  EXPECT_EQ(run.server_body_bytes, 2048U);
  EXPECT_THAT(complaint_about({"run", "--server-latency", "-1ms"}), ::testing::HasSubstr("--server-latency: '-1ms'"));
  EXPECT_THAT(complaint_about({"run", "--server-body", "0"}), ::testing::HasSubstr("--server-body: '0'"));
}

TEST(CommandLine, AWorkerStartsItsServerWithFlags) {
  const CommandLine line = parse_command_line({"server", "--latency", "0.005s", "--body", "7"});
  const auto& server = std::get<ServerOptions>(line.command);
  EXPECT_EQ(server.latency_seconds, 0.005);
  EXPECT_EQ(server.body_bytes, 7U);
  EXPECT_THAT(*parse_command_line({"--help"}).text, ::testing::Not(::testing::HasSubstr("server")));
}

TEST(CommandLine, WhatWasNotTypedStaysEmpty) {
  const RunOptions run = parsed_run({"run"});
  EXPECT_FALSE(run.server_latency_seconds);
  EXPECT_FALSE(run.precision);
  EXPECT_FALSE(run.seed);
  EXPECT_FALSE(run.out);
  EXPECT_THAT(run.sources, ::testing::ElementsAre("auto"));
}

TEST(CommandLine, NamedSourcesReplaceAuto) {
  EXPECT_THAT(parsed_run({"run", "--source", "powercap"}).sources, ::testing::ElementsAre("powercap"));
}

TEST(CommandLine, ComplaintsNameTheFlagAndTheValue) {
  EXPECT_THAT(complaint_about({"run", "--precision", "-1"}),
              ::testing::AllOf(::testing::HasSubstr("--precision"), ::testing::HasSubstr("'-1'")));
  EXPECT_THAT(complaint_about({"run", "--size", "0"}), ::testing::HasSubstr("--size: '0'"));
  EXPECT_THAT(complaint_about({"run", "--size", "99999999999999999999"}), ::testing::HasSubstr("--size"));
  EXPECT_THAT(complaint_about({"run", "--time-limit", "soon"}), ::testing::HasSubstr("--time-limit: 'soon'"));
  EXPECT_THAT(complaint_about({"run", "--size", "5", "--article-size"}), ::testing::HasSubstr("--article-size"));
  EXPECT_THAT(complaint_about({"run", "--language", "ruby"}), ::testing::HasSubstr("ruby"));
  EXPECT_THAT(complaint_about({"--nonsense"}), ::testing::HasSubstr("--nonsense"));
}

TEST(CommandLine, ADurationWithoutAUnitIsRefusedWithOneThatWorks) {
  EXPECT_EQ(complaint_about({"run", "--time-limit", "3"}), "--time-limit: '3' has no unit; write --time-limit 3s");
  EXPECT_EQ(complaint_about({"run", "--min-region", "50"}), "--min-region: '50' has no unit; write --min-region 50ms");
  EXPECT_EQ(complaint_about({"run", "--worker-timeout", "1.5"}),
            "--worker-timeout: '1.5' has no unit; write --worker-timeout 1.5s");
  EXPECT_EQ(complaint_about({"run", "--server-latency", "0"}),
            "--server-latency: '0' has no unit; write --server-latency 0ms");
  EXPECT_EQ(complaint_about({"run", "--time-limit", "-3"}),
            "--time-limit: '-3' is not a duration from 1us to 1000h, such as 60s");
}

TEST(CommandLine, AnUnknownFormatGetsThoseThatThereAre) {
  EXPECT_THAT(complaint_about({"report", "x", "--format", "pdf"}),
              ::testing::AllOf(::testing::HasSubstr("unknown format 'pdf'"),
                               ::testing::HasSubstr("(known: terminal, markdown, html, json, csv,")));
  EXPECT_THAT(complaint_about({"compare", "a", "b", "--format", "pdf"}),
              ::testing::EndsWith("(known: terminal, markdown, json)"));
}

TEST(CommandLine, ABaselineIsALanguageAndAName) {
  EXPECT_EQ(parsed_run({"run", "--baseline", "python:join"}).analysis.chosen_baseline()->text(), "python:join");
  EXPECT_FALSE(parsed_run({"run"}).analysis.baseline);
  EXPECT_FALSE(parsed_run({"run", "--baseline", "own"}).analysis.chosen_baseline());
  const auto report = std::get<ReportOptions>(parse_command_line({"report", "x", "--baseline", "cpp:a:b"}).command);
  EXPECT_EQ(report.analysis.chosen_baseline()->name, "a:b");
  for (const char* text : {"join", "python:", ":join", ""}) {
    EXPECT_THAT(complaint_about({"report", "x", "--baseline", text}), ::testing::HasSubstr("is not LANGUAGE:NAME"))
        << text;
  }
}

TEST(CommandLine, CarbonIsAPlaceWithOverheadAndRate) {
  EXPECT_FALSE(parsed_run({"run"}).analysis.carbon);
  const SettingFlags carbon = parsed_run({"run", "--rate", "3/min", "--pue", "1.2", "--carbon", "DEU"}).analysis;
  EXPECT_EQ((*carbon.carbon)->code, "DEU");
  EXPECT_DOUBLE_EQ(*carbon.pue, 1.2);
  EXPECT_DOUBLE_EQ(**carbon.operations_per_second, 0.05);
  const auto report = std::get<ReportOptions>(parse_command_line({"report", "x", "--carbon", "400"}).command);
  EXPECT_DOUBLE_EQ((*report.analysis.carbon)->value.value(), 400.0);
  EXPECT_FALSE(report.analysis.pue);
  const auto resume = std::get<ResumeOptions>(parse_command_line({"resume", "x", "--carbon", "state:CA"}).command);
  EXPECT_EQ((*resume.analysis.carbon)->code, "USA-CA");
}

TEST(CommandLine, CarbonThatIsUnclearIsRefusedInOneLine) {
  EXPECT_EQ(complaint_about({"report", "x", "--carbon", "CA"}),
            "--carbon: 'CA' can be country:CAN or state:USA-CA; write one of them");
  EXPECT_THAT(
      complaint_about({"report", "x", "--carbon", "Germny"}),
      ::testing::AllOf(::testing::HasSubstr("'Germny' is neither"), testing::EndsWith("; did you mean Germany?")));
  EXPECT_THAT(complaint_about({"report", "x", "--carbon", "-5"}), ::testing::HasSubstr("--carbon: '-5'"));
  EXPECT_THAT(complaint_about({"report", "x", "--carbon", "DEU", "--pue", "0.5"}),
              ::testing::HasSubstr("--pue: '0.5'"));
  EXPECT_THAT(complaint_about({"report", "x", "--carbon", "DEU", "--rate", "9"}), ::testing::HasSubstr("--rate: '9'"));
}

TEST(CommandLine, ComplaintsAreOneLine) {
  for (const auto& arguments : {std::vector<std::string>{"claims"},
                                {"run", "--size", "x\ny"},
                                {"rnu"},
                                {""},
                                {"run", "--a\nb"},
                                {"report", "a", "b\nc"}}) {
    EXPECT_THAT(complaint_about(arguments), ::testing::Not(::testing::AnyOf("accepted", ::testing::HasSubstr("\n"))));
  }
}

TEST(CommandLine, MisspeltWordsGetTheNearestKnownOne) {
  EXPECT_THAT(complaint_about({"rnu"}), ::testing::HasSubstr("did you mean run?"));
  EXPECT_THAT(complaint_about({"report", "x", "--format", "markdwon"}), ::testing::HasSubstr("did you mean markdown?"));
}

TEST(CommandLine, AMisspeltFlagGetsTheNearestOfItsCommand) {
  EXPECT_EQ(complaint_about({"run", "--quik"}), "unknown flag --quik; did you mean --quick?");
  EXPECT_THAT(complaint_about({"--suit", "strings"}), ::testing::HasSubstr("did you mean --suite?"));
  EXPECT_THAT(complaint_about({"report", "x", "--fromat=json"}), ::testing::HasSubstr("did you mean --format?"));
  EXPECT_THAT(complaint_about({"list", "-x"}), ::testing::StartsWith("unknown flag -x"));
  EXPECT_EQ(complaint_about({"report", "a", "b"}), "b is one argument too many; see greenbench report --help");
}

TEST(CommandLine, WordsNameSuitesHotspotsAndFiles) {
  const RunOptions run = parsed_run({"run", "strings", "--quick", "io/fetch", "mine.py", "numeric/*"});
  EXPECT_THAT(run.suites, ::testing::ElementsAre("strings"));
  EXPECT_THAT(run.hotspots, ::testing::ElementsAre("io/fetch", "numeric/*"));
  EXPECT_THAT(run.files, ::testing::ElementsAre("mine.py"));
  EXPECT_TRUE(run.quick);
  const RunOptions both = parsed_run({"run", "strings", "--suite", "io", "--file", "a.py", "b.py"});
  EXPECT_THAT(both.suites, ::testing::ElementsAre("io", "strings"));
  EXPECT_THAT(both.files, ::testing::ElementsAre("a.py", "b.py"));
  const auto list = std::get<ListOptions>(parse_command_line({"list", "strings", "io/*", "mine.py"}).command);
  EXPECT_THAT(list.suites, ::testing::ElementsAre("strings"));
  EXPECT_THAT(list.hotspots, ::testing::ElementsAre("io/*"));
  EXPECT_THAT(list.files, ::testing::ElementsAre("mine.py"));
  EXPECT_TRUE(run.whole_files && list.whole_files);
  EXPECT_FALSE(parsed_run({"run", "--file", "mine.py", "strings"}).whole_files);
}

TEST(CommandLine, ANameAloneMeansRun) {
  EXPECT_THAT(parsed_run({"strings"}).suites, ::testing::ElementsAre("strings"));
  EXPECT_THAT(parsed_run({"all", "--quick"}).suites, ::testing::ElementsAre("all"));
  EXPECT_THAT(parsed_run({"strings/build"}).hotspots, ::testing::ElementsAre("strings/build"));
  EXPECT_THAT(parsed_run({"folder/mine.py"}).files, ::testing::ElementsAre("folder/mine.py"));
  EXPECT_THAT(parsed_run({"folder/libmine.so"}).files, ::testing::ElementsAre("folder/libmine.so"));
  EXPECT_THAT(complaint_about({"STRINGS"}), ::testing::HasSubstr("unknown command 'STRINGS'; did you mean strings?"));
  EXPECT_THAT(complaint_about({"nowhere/strings"}), ::testing::HasSubstr("unknown command 'nowhere/strings'"));
}

TEST(CommandLine, NothingAtAllGetsAShortHelp) {
  const std::string text = parse_command_line({}).text.value();
  EXPECT_THAT(text, ::testing::HasSubstr("greenbench run strings"));
  EXPECT_THAT(text, ::testing::HasSubstr("greenbench --help"));
  EXPECT_LE(std::ranges::count(text, '\n'), 15);
}

TEST(CommandLine, HelpIsACommandToo) {
  EXPECT_EQ(parse_command_line({"help"}).text, parse_command_line({"--help"}).text);
  EXPECT_EQ(parse_command_line({"help", "run"}).text, parse_command_line({"run", "--help"}).text);
  EXPECT_THAT(complaint_about({"help", "rnu"}), ::testing::HasSubstr("did you mean run?"));
}

TEST(CommandLine, ReportShowsTheNewestRunUnlessToldOtherwise) {
  EXPECT_EQ(std::get<ReportOptions>(parse_command_line({"report"}).command).run, latest_run);
  EXPECT_EQ(std::get<ReportOptions>(parse_command_line({"report", "x"}).command).run, "x");
}

TEST(CommandLine, HelpAndVersionAreText) {
  for (const char* flag : {"--version", "-v", "-V"}) {
    EXPECT_THAT(*parse_command_line({flag}).text, testing::StartsWith("greenbench ")) << flag;
  }
  for (const char* command : {"run", "list", "report", "compare", "docs", "resume", "doctor"}) {
    const CommandLine line = parse_command_line({command, "--help"});
    ASSERT_TRUE(line.text) << command;
    EXPECT_THAT(*line.text, ::testing::HasSubstr(std::string{"Usage: greenbench "} + command));
    EXPECT_THAT(*line.text, ::testing::HasSubstr("Example"));
  }
}

TEST(CommandLine, HelpOfFlagsKeepsToEightyColumns) {
  for (const char* command : {"run", "list", "report", "compare", "resume", "doctor"}) {
    const std::string text = *parse_command_line({command, "--help"}).text;
    const std::size_t options = text.find("Options:");
    ASSERT_NE(options, std::string::npos) << command;
    std::istringstream lines{text.substr(options, text.find("\nExample") - options)};
    for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << command << ": " << line;
  }
}

TEST(CommandLine, ComparesTheOldRunWithTheNewOne) {
  const auto compare = [](std::vector<std::string> arguments) {
    return std::get<CompareOptions>(parse_command_line(std::move(arguments)).command);
  };
  const CompareOptions plain = compare({"compare", "a", "b"});
  EXPECT_EQ(plain.before, "a");
  EXPECT_EQ(plain.after, "b");
  EXPECT_FALSE(plain.fail_on_regression);
  EXPECT_EQ(plain.format, "terminal");
  const CompareOptions gate = compare({"compare", "a", "b", "--fail-on-regression", "5%", "--margin", "1%", "--json"});
  EXPECT_DOUBLE_EQ(*gate.fail_on_regression, 0.05);
  EXPECT_DOUBLE_EQ(*gate.analysis.margin, 0.01);
  EXPECT_EQ(gate.format, "json");
  EXPECT_THAT(complaint_about({"compare", "a", "b", "--format", "csv"}), ::testing::HasSubstr("unknown format 'csv'"));
  EXPECT_THAT(complaint_about({"compare", "a"}), ::testing::HasSubstr("NEW"));
  EXPECT_THAT(complaint_about({"compre", "a", "b"}), ::testing::HasSubstr("did you mean compare?"));
}

TEST(CommandLine, ClaimsTakeARunAndAFile) {
  const auto claims = [](std::vector<std::string> arguments) {
    return std::get<ClaimsOptions>(parse_command_line(std::move(arguments)).command);
  };
  const ClaimsOptions plain = claims({"claims", "a"});
  EXPECT_EQ(plain.run, "a");
  EXPECT_FALSE(plain.file);
  EXPECT_FALSE(plain.strict);
  EXPECT_EQ(plain.format, "terminal");
  const ClaimsOptions strict = claims({"claims", "a", "--file", "c.toml", "--strict", "--format", "junit"});
  EXPECT_EQ(strict.file, "c.toml");
  EXPECT_TRUE(strict.strict);
  EXPECT_EQ(strict.format, "junit");
  EXPECT_THAT(complaint_about({"claims"}), ::testing::HasSubstr("RUN"));
  EXPECT_THAT(complaint_about({"claims", "a", "--format", "csv"}), ::testing::HasSubstr("unknown format 'csv'"));
}

TEST(CommandLine, DocsTakesPagesAndRuns) {
  const auto docs = [](std::vector<std::string> arguments) {
    return std::get<DocsOptions>(parse_command_line(std::move(arguments)).command);
  };
  const DocsOptions plain = docs({"docs", "a.md", "b.rst", "--run", "first", "--run", "second"});
  EXPECT_THAT(plain.files, ::testing::ElementsAre("a.md", "b.rst"));
  EXPECT_THAT(plain.runs, ::testing::ElementsAre("first", "second"));
  EXPECT_FALSE(plain.check);
  EXPECT_TRUE(docs({"docs", "--run", "first", "--check", "a.md"}).check);
  EXPECT_THAT(docs({"docs", "--run", "first", "a.md"}).files, ::testing::ElementsAre("a.md"));
  EXPECT_THAT(complaint_about({"docs", "a.md"}), ::testing::HasSubstr("--run"));
  EXPECT_THAT(complaint_about({"docs", "--run", "first"}), ::testing::HasSubstr("FILE"));
}

TEST(CommandLine, DoctorCalibratesIntoAFile) {
  const auto doctor = [](std::vector<std::string> arguments) {
    return std::get<DoctorOptions>(parse_command_line(std::move(arguments)).command);
  };
  EXPECT_FALSE(doctor({"doctor"}).calibrate);
  EXPECT_EQ(doctor({"doctor", "--calibrate", "model.toml"}).calibrate, "model.toml");
  EXPECT_TRUE(doctor({"doctor", "--json"}).json);
  EXPECT_THAT(complaint_about({"doctor", "--calibrate"}), ::testing::HasSubstr("--calibrate"));
  EXPECT_THAT(complaint_about({"doctor", "--calibrate", "x", "--json"}), ::testing::HasSubstr("--json"));
}

TEST(CommandLine, TheWorkerIsNotOfferedToPeople) {
  EXPECT_THAT(*parse_command_line({"--help"}).text, ::testing::Not(::testing::HasSubstr("worker")));
}

}  // namespace
}  // namespace greenbench
