#include "analysis/warnings/warnings.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "analysis/analyse.hpp"
#include "analysis/warnings/find_warnings.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

const std::vector<std::vector<Cost>> clear_blocks{{{2.0, 8.0}, {1.0, 4.0}}, {{2.0, 8.0}, {1.0, 4.0}}};

Run quiet_run(const std::string& hotspot = "strings/build", std::uint32_t rounds = 12) {
  return run_of(planned_hotspot(hotspot, {"python:concat", "python:join"}), equal_rounds(rounds, clear_blocks),
                Provenance::measured);
}

std::vector<Warning> warnings_of(const Run& run) {
  return analyse(run, {}).warnings;
}

auto warning(const std::string& code, const std::string& part) {
  return AllOf(Field(&Warning::code, code), Field(&Warning::text, HasSubstr(part)), Field(&Warning::remedy, Not("")));
}

TEST(Warnings, AreAbsentFromAQuietRun) {
  EXPECT_THAT(warnings_of(quiet_run()), IsEmpty());
}

TEST(Warnings, FillTheGapsOfTheirRow) {
  const Warning made = make_warning(WarningKind::too_few_rounds, "strings/build", {"{1}", "6", "Use --time-limit 90s"});
  EXPECT_EQ(made.code, "too_few_rounds");
  EXPECT_EQ(made.hotspot, "strings/build");
  EXPECT_THAT(made.text, HasSubstr("Only {1} of at least 6 rounds"));
  EXPECT_EQ(made.remedy, "Use --time-limit 90s.");
}

TEST(Warnings, LabelAQuickPreview) {
  auto run = quiet_run();
  run.plan.quick = true;
  EXPECT_THAT(warnings_of(run), Contains(warning("quick_preview", "no gate")));
}

TEST(Warnings, TellOfAnInterruptedHotspotButNotOfAFailedOneTwice) {
  auto run = quiet_run();
  run.hotspots[0].stop = StopReason::interrupted;
  EXPECT_THAT(warnings_of(run), Contains(warning("interrupted", "strings/build has 12 rounds")));
  run.hotspots[0].failure =
      Failure{.kind = Failure::Kind::crashed, .reason = "round 12 crashed", .detail = "", .round = 12};
  EXPECT_THAT(warnings_of(run), Not(Contains(Field(&Warning::code, "interrupted"))));
  EXPECT_THAT(warnings_of(run), Contains(warning("hotspot_failed", "round 12 crashed")));
}

/// A name alone does not find a hotspot in a file of the user's own.
TEST(Warnings, NameNoCommandForAFailedHotspot) {
  const Warning made = make_warning(WarningKind::hotspot_failed, "mine/sum", {"round 3 crashed"});
  EXPECT_EQ(made.remedy, "Remove the cause and run it again.");
}

TEST(Warnings, MarkARunWhoseControlExcludesOne) {
  EXPECT_THAT(warnings_of(quiet_run("control/aa")), Contains(warning("control_excludes_one", "energy of python:join")));
  EXPECT_THAT(warnings_of(quiet_run("control/aa")),
              Contains(warning("control_excludes_one", "time of python:join 2.0000")));
  EXPECT_THAT(warnings_of(quiet_run("strings/build")), IsEmpty());
}

TEST(Warnings, TellOfADriftOfTheIdleMachineAboveFivePercent) {
  auto run = quiet_run();
  run.idle.before = IdlePower{.started_at = 0.0, .seconds = 2.0, .watts = 4.0, .uncertainty_watts = 0.01};
  run.idle.after = IdlePower{.started_at = 9.0, .seconds = 2.0, .watts = 4.19, .uncertainty_watts = 0.01};
  EXPECT_THAT(warnings_of(run), IsEmpty());
  run.idle.after->watts = 4.21;
  EXPECT_THAT(warnings_of(run), Contains(warning("idle_drift", "drew 4 W before the run and 4.21 W after it")));
  run.idle.before.reset();
  EXPECT_THAT(warnings_of(run), IsEmpty());
}

TEST(Warnings, NameTheModelOfEstimatedJoules) {
  auto run = quiet_run();
  run.plan.domains[0].provenance = Provenance::estimated;
  run.plan.power_model = PowerModel{};
  run.plan.power_model->name = "typical server";
  EXPECT_THAT(warnings_of(run), Contains(warning("estimated_joules", "typical server")));
}

TEST(Warnings, SayHowManyRoundsAreMissing) {
  EXPECT_THAT(warnings_of(quiet_run("strings/build", 6)), IsEmpty());
  auto few = quiet_run("strings/build", 5);
  few.plan.limits.min_rounds = 3;  // asked for, but five have no interval
  EXPECT_THAT(warnings_of(few), Contains(warning("too_few_rounds", "Only 5 of at least 6")));
  auto cut_short = quiet_run("strings/build", 7);
  cut_short.plan.limits.min_rounds = 10;
  EXPECT_THAT(warnings_of(cut_short), Contains(warning("too_few_rounds", "Only 7 of at least 10")));
}

TEST(Warnings, SayWhichPrecisionWasReached) {
  auto run = quiet_run();
  for (std::size_t round = 0; round < 12; ++round) {
    for (Sample& sample : run.hotspots[0].rounds[round].samples) {
      if (sample.variant == 1) *sample.energy_total_joules *= round % 2 == 0 ? 1.0 : 1.21;
    }
  }
  // The log-ratios are of two kinds, 0.19 apart: the interval runs from one to the other, sqrt(1.21) = 1.1.
  EXPECT_THAT(warnings_of(run),
              Contains(warning("precision_not_reached",
                               "The precision of 5.0% that is wanted for python:join was not reached: "
                               "its interval is good to 10.0%")));
}

TEST(Warnings, SayByHowMuchARegionMustGrow) {
  auto run = quiet_run();
  run.plan.domains[0].update_period_seconds = 2.0;
  run.hotspots[0].rounds[0].samples[1].energy_total_joules = 0.0;
  const std::vector<Warning> warnings = warnings_of(run);
  EXPECT_THAT(warnings, Contains(warning("below_resolution", "python:join show no joules in regions of 4e+03 ms")));
  EXPECT_THAT(warnings, Contains(Field(&Warning::remedy, HasSubstr("Use --min-region 40s."))));
}

TEST(Warnings, DoNotCallARunWithoutCountersBelowResolution) {
  auto run = quiet_run();
  run.plan.domains.clear();
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) sample.energy_total_joules.reset();
  }
  EXPECT_THAT(warnings_of(run), IsEmpty());
}

TEST(Warnings, CountVoidBlocksAndNameTheCommonestReason) {
  auto run = quiet_run();
  run.hotspots[0].rounds[0].samples[0].void_reason = "suspended";
  run.hotspots[0].rounds[1].samples[0].void_reason = "thermal throttling";
  run.hotspots[0].rounds[2].samples[2].void_reason = "thermal throttling";
  EXPECT_THAT(warnings_of(run), Contains(warning("void_blocks", "3 of 24 blocks")));
  EXPECT_THAT(warnings_of(run), Contains(warning("void_blocks", "thermal throttling")));
}

TEST(Warnings, ShowAGapBetweenTheMeans) {
  // One block in ten of the baseline is eight times as dear: trimmed away, but paid.
  std::vector<std::vector<Cost>> blocks(10, {{1.0, 2.0}, {1.0, 2.0}});
  blocks[4] = {{8.0, 16.0}, {1.0, 2.0}};
  auto run = quiet_run();
  run.hotspots[0] = equal_rounds(12, blocks);
  EXPECT_THAT(warnings_of(run), Contains(warning("means_differ", "python:join (1.23 against 1)")));  // 8^(1/10)
}

TEST(Warnings, ShowAGapThatSkewedRoundsMake) {
  // One round of twelve at 1.5 times the ratio of the others, who scatter by a thousandth. No block is disturbed; the
  // mean moves by ln(1.5) / 12 = 3.4%, the pseudo-median hardly. (Two such rounds would widen the interval instead.)
  auto run = quiet_run();
  run.hotspots[0].rounds.clear();
  for (std::uint32_t index = 0; index < 12; ++index) {
    const double ratio = (index == 0 ? 1.5 : 1.0) * (1.0 + 0.001 * index);
    run.hotspots[0].rounds.push_back(round_of(index, std::vector<std::vector<Cost>>(3, {{ratio, ratio}, {1.0, 1.0}})));
  }
  const Report report = analyse(run, {});
  EXPECT_THAT(report.warnings, Contains(warning("means_differ", "python:join (1.04 against 1.01)")));
  EXPECT_NEAR(report.hotspots[0].comparisons[0].diagnostics->round_skew, std::log(1.5) / 12.0, 0.002);
}

TEST(MeansDiffer, OnlyBeyondTheIntervalAndTheMargin) {
  Ratio ratio;
  ratio.value = 1.0;
  ratio.interval = Interval{0.95, 1.05, 0.95};
  ratio.plain_mean = 1.04;
  EXPECT_FALSE(means_differ(ratio, 0.02));  // inside the interval
  ratio.interval = Interval{0.999, 1.001, 0.95};
  EXPECT_TRUE(means_differ(ratio, 0.02));
  EXPECT_FALSE(means_differ(ratio, 0.05));  // inside the margin
  ratio.interval.reset();
  EXPECT_FALSE(means_differ(ratio, 0.02));
}

}  // namespace
}  // namespace greenbench
