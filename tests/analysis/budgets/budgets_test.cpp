#include "analysis/budgets/budgets.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "analysis/analyse.hpp"
#include "results/model/document_error.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> concat_and_join{"python:concat", "python:join"};

/// Eight rounds: concat 2 s and 8 J, join 1 s and 4 J.
Run halved(Provenance provenance = Provenance::measured) {
  return run_of(planned_hotspot("strings/build", concat_and_join), equal_rounds(8, {{{2.0, 8.0}, {1.0, 4.0}}}),
                provenance);
}

/// As many rounds as values; join needs that many seconds and four times as many joules.
Run with_seconds(const std::vector<double>& seconds) {
  HotspotRun measured;
  for (std::size_t i = 0; i < seconds.size(); ++i) {
    measured.rounds.push_back(round_of(static_cast<std::uint32_t>(i), {{{2.0, 8.0}, {seconds[i], 4.0 * seconds[i]}}}));
  }
  measured.stop = StopReason::precision_reached;
  return run_of(planned_hotspot("strings/build", concat_and_join), measured, Provenance::measured);
}

Budget at_most(BudgetMetric metric, double limit, const std::string& variant = "join") {
  return {.name = "b", .line = 3, .variant = variant, .limits = {{.metric = metric, .limit = limit}}};
}

Budget increase_of(BudgetMetric metric, double limit, const BudgetReference& reference) {
  return {
      .name = "b", .line = 3, .reference = reference, .limits = {{.metric = metric, .limit = limit, .increase = true}}};
}

const BudgetReference the_baseline{.kind = ReferenceKind::baseline};

BudgetReport report_of(const Budget& budget, const Run& run, const SavedRuns& saved = {},
                       const AnalysisSettings& settings = {}) {
  const std::vector<Budget> budgets{budget};
  return check_budgets({budgets, "energy.toml"}, {run, "run"}, analyse(run, settings), saved);
}

BudgetFinding finding_of(const Budget& budget, const Run& run, const SavedRuns& saved = {},
                         const AnalysisSettings& settings = {}) {
  return report_of(budget, run, saved, settings).findings.at(0);
}

BudgetOutcome outcome_for(const Budget& budget, const Run& run) {
  return finding_of(budget, run).outcome;
}

std::string refusal_of(const Budget& budget, const Run& run) {
  try {
    static_cast<void>(report_of(budget, run));
  } catch (const DocumentError& error) {
    return error.what();
  }
  return "accepted";
}

TEST(Budgets, AmountsAreOfOneOperation) {
  const auto run = halved();
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 1.01), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 0.99), run), BudgetOutcome::exceeded);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::joules, 4.01), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::joules, 3.99), run), BudgetOutcome::exceeded);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::watts, 4.01), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::watts, 3.99), run), BudgetOutcome::exceeded);
}

TEST(Budgets, SixRoundsHaveTheirWholeRangeAsInterval) {
  const auto run = with_seconds({0.9, 0.95, 1.0, 1.0, 1.05, 1.1});
  const BudgetFinding within = finding_of(at_most(BudgetMetric::seconds, 1.101), run);
  EXPECT_EQ(within.outcome, BudgetOutcome::within);
  EXPECT_NEAR(within.interval->low, 0.9, 1e-12);
  EXPECT_NEAR(within.interval->high, 1.1, 1e-12);
  EXPECT_THAT(within.reason, IsEmpty());
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 1.099), run), BudgetOutcome::undecided);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 0.901), run), BudgetOutcome::undecided);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 0.899), run), BudgetOutcome::exceeded);
}

TEST(Budgets, WhatIsUndecidedSaysHowManyRoundsWouldDecide) {
  auto run = with_seconds({0.9, 0.95, 1.0, 1.0, 1.05, 1.1});
  run.hotspots[0].rounds[0].wall_seconds = 6.0;
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, 1.05), run);
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
  EXPECT_EQ(finding.reason, "the limit lies in the interval");
  ASSERT_FALSE(finding.flags.empty());
  EXPECT_EQ(finding.flags[0].flag, "--min-rounds");
  EXPECT_NEAR(finding.flags[0].value, 24.0, 1.0);  // the interval has to be half as wide
  EXPECT_THAT(finding.remedy, HasSubstr("--min-rounds 2"));
  const BudgetFinding near = finding_of(at_most(BudgetMetric::seconds, 1.0001), run);
  EXPECT_THAT(near.flags, IsEmpty());
  EXPECT_THAT(near.remedy, HasSubstr("too near the limit"));
}

TEST(Budgets, FiveRoundsDecideNothing) {
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, 100.0), with_seconds({1, 1, 1, 1, 1}));
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
  EXPECT_EQ(finding.reason, "only 5 rounds: 6 needed for an interval");
  EXPECT_EQ(finding.remedy, "Use --min-rounds 6.");
  EXPECT_TRUE(finding.value);
}

TEST(Budgets, RoundsThatRunsFixedAreRaisedWithRuns) {
  auto run = with_seconds({1, 1, 1});
  run.plan.hotspots[0].variants[1].command.emplace();
  run.plan.limits.min_rounds = run.plan.limits.max_rounds = 3;
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, 100.0), run);
  EXPECT_EQ(finding.remedy, "Use --runs 6.");
  run.plan.limits.max_rounds = 4;
  EXPECT_EQ(finding_of(at_most(BudgetMetric::seconds, 100.0), run).remedy, "Use --min-rounds 6 --max-rounds 6.");
}

TEST(Budgets, CpuSecondsHaveTheSignedRankIntervalOverRounds) {
  auto run = with_seconds({1, 1, 1, 1, 1, 1});
  const double all_iterations = static_cast<double>(simulated_iterations);
  for (std::size_t i = 0; i < 6; ++i) {
    run.hotspots[0].rounds[i].samples[1].cpu_seconds = all_iterations * static_cast<double>(i);
  }
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::cpu_seconds, 5.0), run);
  EXPECT_DOUBLE_EQ(finding.value.value(), 2.5);
  EXPECT_DOUBLE_EQ(finding.interval->low, 0.0);
  EXPECT_DOUBLE_EQ(finding.interval->high, 5.0);
  EXPECT_EQ(finding.outcome, BudgetOutcome::within);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::cpu_seconds, 4.99), run), BudgetOutcome::undecided);
}

TEST(Budgets, AnIncreaseIsOverTheBaseline) {
  auto run = with_seconds({2.1, 2.1, 2.1, 2.1, 2.1, 2.1});
  const BudgetFinding finding = finding_of(increase_of(BudgetMetric::seconds, 0.06, the_baseline), run);
  EXPECT_EQ(finding.variant, (VariantId{"python", "join"}));
  EXPECT_EQ(finding.reference, "python:concat");
  EXPECT_NEAR(finding.value.value(), 0.05, 1e-12);
  EXPECT_EQ(finding.outcome, BudgetOutcome::within);
  EXPECT_EQ(outcome_for(increase_of(BudgetMetric::seconds, 0.04, the_baseline), run), BudgetOutcome::exceeded);
  EXPECT_EQ(outcome_for(increase_of(BudgetMetric::joules, 0.06, the_baseline), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(increase_of(BudgetMetric::watts, 0.01, the_baseline), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(increase_of(BudgetMetric::cpu_seconds, 0.04, the_baseline), run), BudgetOutcome::exceeded);
}

TEST(Budgets, TheIntervalOfAnIncreaseIsThatOfTheRatioTurned) {
  const auto run = with_seconds({2.0, 2.2, 2.4, 2.6, 2.8, 3.0});
  const BudgetFinding finding = finding_of(increase_of(BudgetMetric::seconds, 0.2, the_baseline), run);
  EXPECT_NEAR(finding.interval->low, 0.0, 1e-12);
  EXPECT_NEAR(finding.interval->high, 0.5, 1e-12);
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
}

TEST(Budgets, AnIncreaseCanBeOverAVariantThatIsNamed) {
  const BudgetReference join{.kind = ReferenceKind::variant, .variant = {"python", "join"}};
  const BudgetReport report = report_of(increase_of(BudgetMetric::seconds, 0.5, join), halved());
  ASSERT_EQ(report.findings.size(), 1U);
  EXPECT_EQ(report.findings[0].variant.name, "concat");
  EXPECT_NEAR(report.findings[0].value.value(), 1.0, 1e-12);
  EXPECT_EQ(report.findings[0].outcome, BudgetOutcome::exceeded);
}

TEST(Budgets, EstimatedJoulesDecideNothingUnlessTheyMay) {
  auto run = halved(Provenance::estimated);
  run.plan.power_model = PowerModel{.name = "model",
                                    .reason = "",
                                    .cpus = 1,
                                    .idle_watts_per_cpu = {0.0, 0.0, 0.0},
                                    .full_watts_per_cpu = {4.0, 2.0, 6.0},
                                    .memory_watts_per_gib = {0.0, 0.0, 0.0}};
  for (const double limit : {100.0, 0.01}) {
    const BudgetFinding finding = finding_of(at_most(BudgetMetric::joules, limit), run);
    EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
    EXPECT_EQ(finding.reason, "the joules are estimated, not measured");
    EXPECT_THAT(finding.remedy, HasSubstr("estimated = true"));
  }
  Budget allowed = at_most(BudgetMetric::joules, 100.0);
  allowed.estimated = true;
  EXPECT_EQ(outcome_for(allowed, run), BudgetOutcome::within);
  allowed.limits[0].limit = 0.01;
  EXPECT_EQ(outcome_for(allowed, run), BudgetOutcome::exceeded);
  // 4 J by the model, 2 J to 6 J by the range of its watts, and more than that by its error.
  allowed.limits[0].limit = 6.01;
  const BudgetFinding wide = finding_of(allowed, run);
  EXPECT_EQ(wide.outcome, BudgetOutcome::undecided);
  EXPECT_LT(wide.interval->low, 2.0);
  EXPECT_GT(wide.interval->high, 6.01);
  EXPECT_TRUE(wide.estimated);
  EXPECT_THAT(wide.remedy, HasSubstr("more rounds do not make a model better"));
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 1.01), run), BudgetOutcome::within) << "seconds are measured";
}

TEST(Budgets, AnEstimatedIncreaseIsJudgedWithTheModelsError) {
  auto run = halved(Provenance::estimated);
  run.plan.power_model = PowerModel{.name = "model",
                                    .reason = "",
                                    .cpus = 1,
                                    .idle_watts_per_cpu = {0.0, 0.0, 0.0},
                                    .full_watts_per_cpu = {4.0, 4.0, 4.0},
                                    .memory_watts_per_gib = {0.0, 0.0, 0.0}};
  Budget budget = increase_of(BudgetMetric::joules, -0.45, the_baseline);
  budget.estimated = true;
  const BudgetFinding finding = finding_of(budget, run);
  EXPECT_NEAR(finding.value.value(), -0.5, 1e-9);
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
  budget.limits[0].limit = 1.0;
  EXPECT_EQ(outcome_for(budget, run), BudgetOutcome::within);
}

TEST(Budgets, AnEstimateWithoutAModelDecidesNothing) {
  Budget budget = at_most(BudgetMetric::joules, 100.0);
  budget.estimated = true;
  EXPECT_EQ(finding_of(budget, halved(Provenance::estimated)).reason, "the power model's range is unknown");
}

TEST(Budgets, GramsAreJoulesTimesTheIntensity) {
  const Budget budget = at_most(BudgetMetric::grams_co2e, 0.001);
  const BudgetFinding without = finding_of(budget, halved());
  EXPECT_EQ(without.outcome, BudgetOutcome::undecided);
  EXPECT_THAT(without.remedy, HasSubstr("--carbon"));
  AnalysisSettings settings;
  settings.carbon.emplace();
  settings.carbon->intensity.value = GramsPerKilowattHour{360.0};
  settings.carbon->pue = 2.0;
  const BudgetFinding finding = finding_of(budget, halved(), {}, settings);
  EXPECT_NEAR(finding.value.value(), 4.0 / 3.6e6 * 2.0 * 360.0, 1e-12);
  EXPECT_EQ(finding.outcome, BudgetOutcome::within);
}

TEST(Budgets, PeakMemoryIsOneFigureThatDecidesByItself) {
  auto run = halved();
  EXPECT_EQ(finding_of(at_most(BudgetMetric::peak_memory, 1.0), run).reason, "no peak memory was recorded");
  run.hotspots[0].peak_memory = {PeakMemory{100, 150}, PeakMemory{100, 175}};
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::peak_memory, 75.0), run), BudgetOutcome::within);
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::peak_memory, 74.0), run), BudgetOutcome::exceeded);
  const BudgetFinding increase = finding_of(increase_of(BudgetMetric::peak_memory, 0.5, the_baseline), run);
  EXPECT_DOUBLE_EQ(increase.value.value(), 0.5);
  EXPECT_EQ(increase.outcome, BudgetOutcome::within);
  run.hotspots[0].peak_memory[0] = PeakMemory{100, 100};
  EXPECT_THAT(finding_of(increase_of(BudgetMetric::peak_memory, 0.5, the_baseline), run).reason,
              HasSubstr("did not grow"));
}

TEST(Budgets, JoulesThatOneBlockLacksDecideNothing) {
  auto run = halved();
  run.hotspots[0].rounds[0].samples[1].energy_total_joules = 0.0;
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::joules, 100.0), run);
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
  EXPECT_THAT(finding.reason, HasSubstr("resolution"));
  ASSERT_EQ(finding.flags.size(), 1U);
  EXPECT_EQ(finding.flags[0].flag, "--min-region");
  run.plan.domains.clear();
  EXPECT_EQ(finding_of(at_most(BudgetMetric::joules, 100.0), run).reason, "this run counted no joules");
}

TEST(Budgets, APreviewPassesNoGate) {
  auto run = halved();
  run.plan.quick = true;
  for (const double limit : {0.5, 2.0}) {
    const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, limit), run);
    EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
    EXPECT_THAT(finding.reason, HasSubstr("preview"));
    EXPECT_TRUE(finding.value);
  }
}

/// With control/aa beside it, whose second variant needs that much of the first.
Run with_control(double share) {
  auto run = halved();
  run.plan.hotspots.push_back(planned_hotspot("control/aa", {"python:a", "python:b"}));
  run.hotspots.push_back(equal_rounds(8, {{{1.0, 4.0}, {share, 4.0 * share}}}));
  return run;
}

TEST(Budgets, AnUnreliableRunDecidesNothing) {
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 2.0), with_control(1.0)), BudgetOutcome::within);
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, 2.0), with_control(1.1));
  EXPECT_EQ(finding.outcome, BudgetOutcome::undecided);
  EXPECT_THAT(finding.reason, HasSubstr("unreliable"));
  EXPECT_THAT(finding.remedy, HasSubstr("doctor"));
}

TEST(Budgets, ControlsAreMeantByNameOnly) {
  EXPECT_EQ(report_of(at_most(BudgetMetric::seconds, 2.0, "*"), with_control(1.0)).findings.size(), 2U);
  Budget control = at_most(BudgetMetric::seconds, 2.0, "*");
  control.hotspot = "control/*";
  EXPECT_EQ(report_of(control, with_control(1.0)).findings.at(0).hotspot, "control/aa");
}

TEST(Budgets, WhatFailedIsNeverGreen) {
  auto run = halved();
  run.hotspots[0].failed_variants.push_back(
      {1, {.kind = Failure::Kind::raised, .reason = "ValueError", .detail = "", .round = {}}});
  const BudgetFinding variant = finding_of(at_most(BudgetMetric::seconds, 100.0), run);
  EXPECT_EQ(variant.outcome, BudgetOutcome::failed);
  EXPECT_EQ(variant.reason, "ValueError");
  run.hotspots[0].failed_variants[0].variant = 0;
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 100.0), run), BudgetOutcome::within);
  const BudgetFinding baseline = finding_of(increase_of(BudgetMetric::seconds, 100.0, the_baseline), run);
  EXPECT_EQ(baseline.outcome, BudgetOutcome::failed);
  EXPECT_EQ(baseline.reason, "python:concat failed: ValueError");
  run.hotspots[0].failure =
      Failure{.kind = Failure::Kind::crashed, .reason = "killed by signal 9", .detail = "", .round = {}};
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 100.0), run), BudgetOutcome::failed);
}

TEST(Budgets, WhatWasNotBegunFailed) {
  auto run = halved();
  run.hotspots.clear();
  const BudgetFinding finding = finding_of(at_most(BudgetMetric::seconds, 100.0), run);
  EXPECT_EQ(finding.outcome, BudgetOutcome::failed);
  EXPECT_EQ(finding.reason, "the run ended before it was measured");
}

TEST(Budgets, AVariantThatWasLeftOutFailsWhereItIsNamed) {
  auto run = halved();
  run.plan.hotspots[0].left_out.push_back({{"python", "numpy"}, "needs numpy"});
  const BudgetFinding named = finding_of(at_most(BudgetMetric::seconds, 100.0, "numpy"), run);
  EXPECT_EQ(named.outcome, BudgetOutcome::failed);
  EXPECT_THAT(named.reason, HasSubstr("left out of this run: needs numpy"));
  const BudgetReport pattern = report_of(at_most(BudgetMetric::seconds, 100.0, "python:*"), run);
  EXPECT_EQ(pattern.findings.size(), 2U);
  ASSERT_EQ(pattern.not_checked.size(), 1U);
  EXPECT_EQ(pattern.not_checked[0], "b: strings/build, python:numpy: needs numpy");
  EXPECT_EQ(outcome_for(at_most(BudgetMetric::seconds, 100.0, "num*"), run), BudgetOutcome::failed);
  const BudgetReference numpy{.kind = ReferenceKind::variant, .variant = {"python", "numpy"}};
  EXPECT_EQ(finding_of(increase_of(BudgetMetric::seconds, 100.0, numpy), run).reason,
            "python:numpy was left out of this run");
}

TEST(Budgets, APatternThatMatchesNothingIsAnError) {
  Budget budget = at_most(BudgetMetric::seconds, 1.0, "jion");
  EXPECT_THAT(refusal_of(budget, halved()), HasSubstr("energy.toml:3: variant: nothing that the budget's hotspots have "
                                                      "matches 'jion'; did you mean join?"));
  budget.hotspot = "string/*";
  EXPECT_THAT(refusal_of(budget, halved()),
              HasSubstr("energy.toml:3: hotspot: nothing in this run matches 'string/*'; did you mean strings/build?"));
}

TEST(Budgets, AReferenceThatIsNotThereIsAnError) {
  const BudgetReference misspelt{.kind = ReferenceKind::variant, .variant = {"python", "conct"}};
  EXPECT_THAT(refusal_of(increase_of(BudgetMetric::seconds, 0.1, misspelt), halved()),
              HasSubstr("did you mean python:concat?"));
  const BudgetReference revision{.kind = ReferenceKind::revision};
  EXPECT_THAT(refusal_of(increase_of(BudgetMetric::seconds, 0.1, revision), halved()), HasSubstr("--against"));
  Budget baseline = increase_of(BudgetMetric::seconds, 0.1, the_baseline);
  baseline.variant = "concat";
  EXPECT_THAT(refusal_of(baseline, halved()), HasSubstr("matches baselines only"));
  baseline.limits.push_back({.metric = BudgetMetric::seconds, .limit = 100.0});
  EXPECT_THAT(refusal_of(baseline, halved()), HasSubstr("matches baselines only")) << "a limit beside it hides nothing";
}

const BudgetReference saved_main{.kind = ReferenceKind::saved_run, .run = "runs/main"};

BudgetFinding against_main(BudgetMetric metric, double limit, const Run& old_run, const Run& new_run) {
  Budget budget = increase_of(metric, limit, saved_main);
  budget.variant = "join";
  return finding_of(budget, new_run, {{"runs/main", NamedRun{old_run, "runs/main"}}});
}

TEST(Budgets, AnIncreaseCanBeOverASavedRun) {
  const auto old_run = with_seconds({1.0, 1.01, 0.99, 1.0, 1.01, 0.99});
  const auto new_run = with_seconds({1.1, 1.11, 1.09, 1.1, 1.11, 1.09});
  const BudgetFinding exceeded = against_main(BudgetMetric::seconds, 0.05, old_run, new_run);
  EXPECT_EQ(exceeded.outcome, BudgetOutcome::exceeded);
  EXPECT_EQ(exceeded.reference, "runs/main");
  EXPECT_NEAR(exceeded.value.value(), 0.1, 1e-3);
  EXPECT_EQ(against_main(BudgetMetric::seconds, 0.15, old_run, new_run).outcome, BudgetOutcome::within);
  EXPECT_EQ(against_main(BudgetMetric::joules, 0.05, old_run, new_run).outcome, BudgetOutcome::exceeded);
  EXPECT_EQ(against_main(BudgetMetric::cpu_seconds, 0.05, old_run, new_run).outcome, BudgetOutcome::exceeded);
  EXPECT_EQ(against_main(BudgetMetric::seconds, 0.105, old_run, new_run).outcome, BudgetOutcome::undecided);
  EXPECT_EQ(against_main(BudgetMetric::peak_memory, 0.05, old_run, new_run).reason, "no peak memory was recorded");
}

TEST(Budgets, ASavedRunOfAnotherKindDecidesNothing) {
  const auto now = with_seconds({1.0, 1.01, 0.99, 1.0, 1.01, 0.99});
  auto quick = now;
  quick.plan.quick = true;
  EXPECT_THAT(against_main(BudgetMetric::seconds, 9.0, quick, now).reason, HasSubstr("preview"));
  auto elsewhere = now;
  elsewhere.environment.push_back({"cpu_model", "another"});
  EXPECT_THAT(against_main(BudgetMetric::seconds, 9.0, elsewhere, now).reason, HasSubstr("another processor"));
  auto renamed = now;
  renamed.plan.hotspots[0].variants[1].id.name = "joined";
  const BudgetFinding missing = against_main(BudgetMetric::seconds, 9.0, renamed, now);
  EXPECT_EQ(missing.outcome, BudgetOutcome::undecided);
  EXPECT_THAT(missing.reason, HasSubstr("not in the old run"));
  EXPECT_EQ(against_main(BudgetMetric::seconds, 9.0, now, now).outcome, BudgetOutcome::within);
}

TEST(Budgets, WhatTheSavedRunHadAndThisOneHasNotIsNoPass) {
  const auto old_run = with_seconds({1.0, 1.01, 0.99, 1.0, 1.01, 0.99});
  auto new_run = old_run;
  new_run.plan.hotspots[0].variants[1].id.name = "joined";
  Budget budget = increase_of(BudgetMetric::seconds, 9.0, saved_main);
  const BudgetReport report = report_of(budget, new_run, {{"runs/main", NamedRun{old_run, "runs/main"}}});
  ASSERT_EQ(report.findings.size(), 3U);
  EXPECT_EQ(report.findings[2].variant.name, "join");
  EXPECT_EQ(report.findings[2].outcome, BudgetOutcome::undecided);
  EXPECT_THAT(report.findings[2].reason, HasSubstr("not in this one"));
}

TEST(Budgets, TheWorstOutcomeCounts) {
  BudgetReport report;
  EXPECT_EQ(outcome_of(report), BudgetOutcome::within);
  for (const BudgetOutcome outcome :
       {BudgetOutcome::within, BudgetOutcome::undecided, BudgetOutcome::failed, BudgetOutcome::exceeded}) {
    report.findings.push_back({.budget = "b", .hotspot = "h", .variant = {}, .limit = {}, .outcome = outcome});
    EXPECT_EQ(outcome_of(report), outcome);
  }
}

/// Of simulated runs of 12 rounds whose variant needs 1 s: the share of outcomes.
double share_of(BudgetOutcome outcome, const Budget& budget) {
  constexpr int runs = 2000;
  Noise noise{20261129};
  int called = 0;
  for (int i = 0; i < runs; ++i) {
    std::vector<double> seconds;
    for (int round = 0; round < 12; ++round) seconds.push_back(std::exp(0.05 * noise.normal()));
    if (outcome_for(budget, with_seconds(seconds)) == outcome) ++called;
  }
  return static_cast<double>(called) / runs;
}

TEST(Budgets, OneFindingInFortyIsWrongWhereTheCostIsTheLimit) {
  const Budget amount = at_most(BudgetMetric::seconds, 1.0);
  const Budget increase = increase_of(BudgetMetric::seconds, -0.5, the_baseline);  // of 2 s
  for (const Budget& budget : {amount, increase}) {
    EXPECT_LE(share_of(BudgetOutcome::exceeded, budget), 0.033);  // 2.5% and twice its standard error
    EXPECT_LE(share_of(BudgetOutcome::within, budget), 0.033);
    EXPECT_GE(share_of(BudgetOutcome::undecided, budget), 0.93);
  }
}

TEST(Budgets, InARunOfTwoRevisionsTheNewOneIsJudged) {
  auto run = halved();
  run.plan.revisions.emplace().reference = "main";  // the old one of each language is its baseline
  const BudgetReport amounts = report_of(at_most(BudgetMetric::seconds, 1.5, "*"), run);
  ASSERT_EQ(amounts.findings.size(), 1U) << "what the old one cost is nobody's fault";
  EXPECT_EQ(amounts.findings[0].variant.name, "join");
  const BudgetReference revision{.kind = ReferenceKind::revision};
  const BudgetFinding increase = finding_of(increase_of(BudgetMetric::seconds, 0.05, revision), run);
  EXPECT_EQ(increase.reference, "main");
  EXPECT_EQ(increase.outcome, BudgetOutcome::within);
}

}  // namespace
}  // namespace greenbench
