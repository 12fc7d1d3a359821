#include "analysis/runs/regression_gate.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "analysis/runs/run_ratio.hpp"
#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

const GateRule rule{.bound = 0.05, .level = 0.95, .energy = std::nullopt, .preview = {}};

/// Three rounds each; the new run is dearer by this factor and known to about ±2.3% (2.776 x sqrt(2/3) x 1%).
RunRatio dearer_by(double factor) {
  const double centre = -std::log(factor);
  return run_ratio(std::vector{centre - 0.01, centre, centre + 0.01}, std::vector{-0.01, 0.0, 0.01}, 0.95);
}

VariantChange change_in_time(const RunRatio& time) {
  VariantChange change;
  change.id = {"python", "join"};
  change.time = time;
  return change;
}

Gate judged(std::vector<VariantChange> changes, const std::vector<NotCompared>& not_compared = {}) {
  std::vector<OpenChange> open;
  for (VariantChange& change : changes) open.push_back({&change, {}, false, "strings/build"});
  return judge_regressions(open, not_compared, rule);
}

TEST(RegressionGate, PassesWhenEveryIntervalStaysShortOfTheBound) {
  const Gate gate = judged({change_in_time(dearer_by(1.02)), change_in_time(dearer_by(0.5))});
  EXPECT_EQ(gate.outcome, GateOutcome::passed);
  EXPECT_THAT(gate.open, IsEmpty());
}

TEST(RegressionGate, FailsWhenOneLiesBeyond) {
  const Gate gate = judged({change_in_time(dearer_by(1.02)), change_in_time(dearer_by(1.2))});
  EXPECT_EQ(gate.outcome, GateOutcome::failed);
  ASSERT_THAT(gate.regressions, SizeIs(1));
  EXPECT_NEAR(*gate.regressions[0].ratio, 1.0 / 1.2, 1e-9);
}

TEST(RegressionGate, AnythingElseIsUndecidedAndSaysHowMuchPrecisionIsMissing) {
  const Gate gate = judged({change_in_time(dearer_by(1.04))});
  EXPECT_EQ(gate.outcome, GateOutcome::undecided);
  ASSERT_THAT(gate.open, SizeIs(1));
  EXPECT_NEAR(*gate.open[0].half_width, std::expm1(2.7764451051977987 * 0.01 * std::sqrt(2.0 / 3.0)), 1e-9);
  EXPECT_NEAR(*gate.open[0].needed_half_width, 1.05 / 1.04 - 1.0, 1e-9);
}

TEST(RegressionGate, HolmMayTakeAFailureBack) {
  // Just beyond the bound: alone it fails; one of forty like it may be chance.
  const VariantChange beyond = change_in_time(dearer_by(1.08));
  EXPECT_EQ(judged({beyond}).outcome, GateOutcome::failed);
  std::vector<VariantChange> many(39, change_in_time(dearer_by(1.0)));
  many.push_back(beyond);
  const Gate gate = judged(many);
  EXPECT_EQ(gate.outcome, GateOutcome::undecided);
  EXPECT_THAT(gate.open.at(0).reason, testing::HasSubstr("Holm"));
}

TEST(RegressionGate, WhatTheNewRunDidNotAnswerKeepsItOpen) {
  const VariantChange fine = change_in_time(dearer_by(1.0));
  EXPECT_EQ(judged({fine}, {{"a/b", {}, "failed in the new run: x", true}}).outcome, GateOutcome::undecided);
  EXPECT_EQ(judged({fine}, {{"a/b", {}, "not in the old run", false}}).outcome, GateOutcome::passed);
}

TEST(RegressionGate, APreviewPassesNoGateAndFailsNone) {
  VariantChange beyond = change_in_time(dearer_by(1.5));
  const std::vector<OpenChange> open{{&beyond, {}, false, "strings/build"}};
  GateRule preview = rule;
  preview.preview = "the new run";
  const Gate gate = judge_regressions(open, {}, preview);
  EXPECT_EQ(gate.outcome, GateOutcome::undecided);
  EXPECT_EQ(gate.reason, "the new run is a quick preview, which passes no gate");
}

TEST(RegressionGate, ControlIsNotJudged) {
  VariantChange beyond = change_in_time(dearer_by(1.5));
  const std::vector<OpenChange> open{{&beyond, {}, true, "control/noop"}};
  EXPECT_EQ(judge_regressions(open, {}, rule).comparisons, 0U);
}

TEST(RegressionGate, EstimatedJoulesDoNotDecideIt) {
  VariantChange change = change_in_time(dearer_by(1.0));
  change.energy = dearer_by(1.5);
  GateRule estimated = rule;
  estimated.energy = Provenance::estimated;
  const std::vector<OpenChange> open{{&change, {}, false, "strings/build"}};
  EXPECT_EQ(judge_regressions(open, {}, estimated).outcome, GateOutcome::passed);
  estimated.energy = Provenance::measured;
  EXPECT_EQ(judge_regressions(open, {}, estimated).outcome, GateOutcome::failed);
}

struct NoiseOfRun {
  int rounds = 10;
  double deviation = 0.03;  ///< of each variant by itself
  double shared = 0.0;      ///< of a round, the same for all its variants
};

using ValuesOfVariants = std::vector<std::vector<double>>;

ValuesOfVariants simulated_values(Noise& noise, NoiseOfRun run, std::size_t variants, double centre) {
  ValuesOfVariants values(variants);
  for (int round = 0; round < run.rounds; ++round) {
    const double shared = run.shared * noise.normal();
    for (std::vector<double>& each : values) each.push_back(centre + shared + run.deviation * noise.normal());
  }
  return values;
}

constexpr int trials = 4000;

/// How often the gate fails a new run whose variants are all dearer by exactly the bound, which it should let pass.
double false_alarm_rate(std::size_t variants, NoiseOfRun before, NoiseOfRun after, std::uint64_t seed) {
  Noise noise{seed};
  int alarms = 0;
  for (int trial = 0; trial < trials; ++trial) {
    const ValuesOfVariants old_values = simulated_values(noise, before, variants, 0.0);
    const ValuesOfVariants new_values = simulated_values(noise, after, variants, std::log(1.05));
    std::vector<VariantChange> changes;
    for (std::size_t i = 0; i < variants; ++i) {
      changes.push_back(change_in_time(run_ratio(old_values[i], new_values[i], 0.95)));
    }
    alarms += judged(std::move(changes)).outcome == GateOutcome::failed ? 1 : 0;
  }
  return static_cast<double>(alarms) / trials;
}

/// Two standard errors of a rate that is known from `trials` trials.
double monte_carlo_error(double rate) {
  return 2.0 * std::sqrt(rate * (1.0 - rate) / trials);
}

TEST(RegressionGateSimulation, FalseAlarmsOfTheFamilyStayWithinFivePercent) {
  const double alone = false_alarm_rate(1, {}, {}, 11);
  EXPECT_LE(alone, 0.05);  // 2.5%: the whole 95% interval must lie beyond the bound
  const double independent = false_alarm_rate(10, {}, {}, 12);
  EXPECT_LE(independent, 0.05 + monte_carlo_error(0.05));
  EXPECT_GT(independent, 0.03) << "the gate is not needlessly blind either";
  EXPECT_LE(false_alarm_rate(10, {.shared = 0.05}, {.shared = 0.05}, 13), 0.05);
}

// Satterthwaite's degrees of freedom are an approximation. Numerically, 10^6 trials: 5.2% for this case.
TEST(RegressionGateSimulation, ANoisierAndShorterNewRunRaisesThemByAFewTenthsOfAPercent) {
  const double rate = false_alarm_rate(10, {.rounds = 15, .deviation = 0.02}, {.rounds = 10, .deviation = 0.06}, 14);
  EXPECT_LE(rate, 0.053 + monte_carlo_error(0.053));
}

}  // namespace
}  // namespace greenbench
