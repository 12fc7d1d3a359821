#include "harness/command_line/setting_flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "harness/command_line/command_line.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/parse_value.hpp"
#include "results/repeat/repeat_command.hpp"
#include "results/repeat/typed_value.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

CarbonIntensity germany() {
  CarbonIntensity intensity;
  intensity.kind = PlaceKind::country;
  intensity.code = "DEU";
  intensity.value = GramsPerKilowattHour{380.95};
  return intensity;
}

AnalysisSettings saved() {
  return {.level = 0.9,
          .margin = 0.3,
          .baseline = VariantId{"cpp", "append"},
          .carbon = CarbonSettings{.intensity = germany(), .pue = 1.2, .operations_per_second = 3.0}};
}

SettingFlags typed(std::vector<std::string> flags) {
  flags.insert(flags.begin(), {"report", "x"});
  return std::get<ReportOptions>(parse_command_line(std::move(flags)).command).analysis;
}

TEST(Overridden, KeepsEverythingWhereNothingIsTyped) {
  EXPECT_EQ(overridden(saved(), typed({})), saved());
  EXPECT_EQ(overridden({}, typed({})), AnalysisSettings{});
}

TEST(Overridden, EachFlagChangesWhatItIsAbout) {
  AnalysisSettings expected = saved();
  expected.margin = 0.05;
  EXPECT_EQ(overridden(saved(), typed({"--margin", "5%"})), expected);
  expected = saved();
  expected.level = 0.99;
  EXPECT_EQ(overridden(saved(), typed({"--level", "99%"})), expected);
  expected = saved();
  expected.baseline = VariantId{"python", "join"};
  EXPECT_EQ(overridden(saved(), typed({"--baseline", "python:join"})), expected);
  expected = saved();
  expected.carbon->pue = 1.0;
  EXPECT_EQ(overridden(saved(), typed({"--pue", "1"})), expected);
  expected = saved();
  expected.carbon->operations_per_second = 0.05;
  EXPECT_EQ(overridden(saved(), typed({"--rate", "3/min"})), expected);
}

TEST(Overridden, AnotherPlaceKeepsOverheadAndRate) {
  const AnalysisSettings settings = overridden(saved(), typed({"--carbon", "400"}));
  EXPECT_EQ(settings.carbon->intensity.value, GramsPerKilowattHour{400.0});
  EXPECT_EQ(settings.carbon->pue, 1.2);
  EXPECT_EQ(settings.carbon->operations_per_second, 3.0);
}

TEST(Overridden, OwnAndNoneTakeAChoiceBack) {
  const AnalysisSettings settings = overridden(saved(), typed({"--baseline", "own", "--carbon", "none"}));
  EXPECT_EQ(settings, (AnalysisSettings{.level = 0.9, .margin = 0.3}));
  EXPECT_FALSE(overridden(saved(), typed({"--rate", "none"})).carbon->operations_per_second);
}

std::string complaint_about(const AnalysisSettings& settings, const SettingFlags& flags) {
  try {
    static_cast<void>(overridden(settings, flags));
  } catch (const UsageError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Overridden, OverheadAndRateNeedAnIntensity) {
  EXPECT_EQ(complaint_about({}, typed({"--pue", "1.2"})), "--pue requires --carbon PLACE");
  EXPECT_EQ(complaint_about({}, typed({"--rate", "9/s"})), "--rate requires --carbon PLACE");
  EXPECT_EQ(complaint_about(saved(), typed({"--carbon", "none", "--rate", "9/s"})), "--rate requires --carbon PLACE");
  EXPECT_EQ(complaint_about({}, typed({"--rate", "9/s", "--carbon", "DEU"})), "accepted");
}

TEST(SharedSettings, AreThoseOfBothRuns) {
  const SharedSettings shared = shared_settings(saved(), {.level = 0.9, .margin = 0.3}, {});
  EXPECT_EQ(shared.settings, (AnalysisSettings{.level = 0.9, .margin = 0.3}));
  EXPECT_THAT(shared.notes, IsEmpty());
}

TEST(SharedSettings, AreTheDefaultsWhereTheRunsDiffer) {
  const SharedSettings shared = shared_settings(saved(), {.level = 0.9, .margin = 0.05}, {});
  EXPECT_EQ(shared.settings, (AnalysisSettings{.level = 0.9, .margin = 0.02}));
  EXPECT_THAT(shared.notes, ElementsAre("OLD was judged with --margin 30%, NEW with --margin 5%; this comparison uses "
                                        "2%, and --margin chooses another"));
}

TEST(SharedSettings, AreWhatIsTypedInAnyCase) {
  const SharedSettings shared = shared_settings(saved(), {}, {.level = 0.99, .margin = 0.1});
  EXPECT_EQ(shared.settings, (AnalysisSettings{.level = 0.99, .margin = 0.1}));
  EXPECT_THAT(shared.notes, IsEmpty());
}

/// Typed numbers are read where they are written, so that a printed command measures with the very same number.
TEST(TypedNumbers, AreReadBackExactly) {
  for (const char* text : {"2%", "7%", "0.3%", "12.345678%", "33.3%"}) {
    EXPECT_EQ(parse_fraction(percent_to_type(*parse_fraction(text))), parse_fraction(text)) << text;
  }
  for (const char* text : {"1us", "3ms", "0.7ms", "123us", "1.1s", "90s", "2min", "0.1h", "7h", "0.333333333s"}) {
    EXPECT_EQ(parse_seconds(seconds_to_type(*parse_seconds(text))), parse_seconds(text)) << text;
  }
  for (const char* text : {"250/s", "3/min", "7/h", "1000/day", "0.1/day", "1.23456789/min"}) {
    EXPECT_EQ(parse_rate(rate_to_type(*parse_rate(text))), parse_rate(text)) << text;
  }
}

/// The flags of `run` that do not change what is measured, nor how it is judged.
const std::set<std::string_view> only_shown = {"--help",    "--out",   "--format",  "--json",  "--wide",
                                               "--verbose", "--quiet", "--no-page", "--export"};

TEST(RepeatedFlags, AreAllThatRunHasButThoseOfOutput) {
  const std::string help = *parse_command_line({"run", "--help"}).text;
  const std::regex at_the_start_of_a_line{"\n +(?:-h,)?(--[a-z][a-z.-]*)"};
  std::set<std::string> of_run;
  for (std::sregex_iterator found{help.begin(), help.end(), at_the_start_of_a_line}, end; found != end; ++found) {
    const std::string flag = (*found)[1];
    if (!only_shown.contains(flag)) of_run.insert(flag);
  }
  const std::vector<std::string_view> repeated = repeated_flags();
  EXPECT_EQ(std::set<std::string>(repeated.begin(), repeated.end()), of_run);
}

}  // namespace
}  // namespace greenbench
