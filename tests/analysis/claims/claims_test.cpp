#include "analysis/claims/claims.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "analysis/analyse.hpp"
#include "analysis/claims/claim_measurements.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::vector<std::string> two_variants{"python:concat", "python:join"};

Claim claim_of(ClaimMetric metric, const ClaimStatement& statement) {
  return {.id = "join",
          .sentence = "join needs less",
          .source = "an article",
          .hotspot = "strings/build",
          .variant = {"python", "join"},
          .baseline = {"python", "concat"},
          .metric = metric,
          .statement = statement};
}

ClaimAnswer answer_to(const Claim& claim, const Run& run) {
  const std::vector<Claim> claims{claim};
  return check_claims({claims, "claims.toml"}, {run, "run"}, analyse(run, {})).answers.front();
}

/// Eight rounds in which join needs half of everything.
Run half(Provenance provenance) {
  return run_of(planned_hotspot("strings/build", two_variants), equal_rounds(8, {{{2.0, 8.0}, {1.0, 4.0}}}),
                provenance);
}

/// One block per round; in round i join needs `ratios[i]` times less CPU time than concat, and as much wall time.
Run run_with_cpu_ratios(const std::vector<double>& ratios) {
  HotspotRun measured;
  for (std::size_t i = 0; i < ratios.size(); ++i) {
    RoundRecord round = round_of(static_cast<std::uint32_t>(i), {{{1.0, 8.0}, {1.0, 8.0}}});
    round.samples[0].cpu_seconds = ratios[i];
    round.samples[1].cpu_seconds = 1.0;
    measured.rounds.push_back(round);
  }
  return run_of(planned_hotspot("strings/build", two_variants), measured, Provenance::measured);
}

TEST(Claims, MeasuredEnergyAnswersAClaimAboutEnergy) {
  const ClaimAnswer answer =
      answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 2.0}), half(Provenance::measured));
  EXPECT_EQ(answer.answer, ClaimVerdict::confirmed);
  EXPECT_FALSE(answer.estimated);
  ASSERT_EQ(answer.measurements.size(), 1U);
  EXPECT_DOUBLE_EQ(answer.measurements[0].value, 2.0);
  EXPECT_EQ(answer.measurements[0].rounds, 8U);
}

TEST(Claims, TheSidesOfARatioAreTheClaims) {
  Claim claim = claim_of(ClaimMetric::time, RatioClaim{.ratio = 2.0});
  std::swap(claim.variant, claim.baseline);
  const ClaimAnswer answer = answer_to(claim, half(Provenance::measured));
  EXPECT_EQ(answer.answer, ClaimVerdict::refuted);
  EXPECT_DOUBLE_EQ(answer.measurements[0].value, 0.5);
}

TEST(Claims, ARatioIsThatOfTheReport) {
  HotspotRun measured;
  for (std::uint32_t i = 0; i < 9; ++i) {
    const double drift = 1.0 + 0.01 * i;
    measured.rounds.push_back(round_of(i, {{{2.0 * drift, 9.0}, {1.0, 4.0 * drift}}, {{2.1, 8.0}, {1.0, 4.0}}}));
  }
  const auto run = run_of(planned_hotspot("strings/build", two_variants), measured, Provenance::measured);
  const Comparison reported = analyse(run, {}).hotspots[0].comparisons[0];
  const auto same = [](const ClaimAnswer& answer, const Ratio& ratio) {
    EXPECT_NEAR(answer.measurements.at(0).value, ratio.value, 1e-12);
    EXPECT_NEAR(answer.measurements.at(0).interval->low, ratio.interval->low, 1e-12);
    EXPECT_NEAR(answer.measurements.at(0).interval->high, ratio.interval->high, 1e-12);
  };
  same(answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 2.0}), run), *reported.energy);
  same(answer_to(claim_of(ClaimMetric::time, RatioClaim{.ratio = 2.0}), run), reported.time);
  same(answer_to(claim_of(ClaimMetric::power, RatioClaim{.ratio = 2.0}), run), *reported.power);
}

TEST(Claims, CpuTimeHasASignedRankIntervalOverRounds) {
  // Of six values the exact 95% interval is their whole range; the pseudo-median of these six is the middle of it.
  const auto run = run_with_cpu_ratios({1.0, 2.0, 4.0, 8.0, 16.0, 32.0});
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::cpu_time, RatioClaim{.ratio = 8.0}), run);
  ASSERT_TRUE(answer.measurements.at(0).interval);
  EXPECT_DOUBLE_EQ(answer.measurements[0].interval->low, 1.0);
  EXPECT_DOUBLE_EQ(answer.measurements[0].interval->high, 32.0);
  EXPECT_NEAR(answer.measurements[0].value, std::sqrt(32.0), 1e-12);
  EXPECT_EQ(answer.answer, ClaimVerdict::inconclusive);
}

TEST(Claims, ADifferenceIsOfOneIterationAndHasItsOwnInterval) {
  auto run = run_with_cpu_ratios({2.0, 3.0, 4.0, 5.0, 6.0, 7.0});
  const ClaimAnswer answer =
      answer_to(claim_of(ClaimMetric::cpu_time, DifferenceClaim{.amount = 1.0, .tolerance = 1.0}), run);
  const ClaimMeasurement& measured = answer.measurements.at(0);
  EXPECT_EQ(measured.effect, ClaimEffect::difference);
  EXPECT_DOUBLE_EQ(measured.value, 3.5 / static_cast<double>(simulated_iterations));
  EXPECT_DOUBLE_EQ(measured.interval->low, 1.0 / static_cast<double>(simulated_iterations));
  EXPECT_DOUBLE_EQ(measured.interval->high, 6.0 / static_cast<double>(simulated_iterations));
  EXPECT_EQ(answer.answer, ClaimVerdict::inconclusive);  // claimed: 0.5 to 2
}

TEST(Claims, FiveRoundsGiveNoIntervalAndNoAnswer) {
  const ClaimAnswer answer =
      answer_to(claim_of(ClaimMetric::cpu_time, RatioClaim{.ratio = 2.0}), run_with_cpu_ratios({2, 2, 2, 2, 2}));
  EXPECT_EQ(answer.answer, ClaimVerdict::inconclusive);
  EXPECT_EQ(answer.reason, "only 5 rounds: 6 needed for an interval");
  EXPECT_FALSE(answer.measurements.at(0).interval);
}

TEST(Claims, CpuTimeThatTheKernelDidNotSeeHasNoRatio) {
  auto run = run_with_cpu_ratios({2, 2, 2, 2, 2, 2});
  run.hotspots[0].rounds[3].samples[1].cpu_seconds = 0.0;
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::cpu_time, RatioClaim{.ratio = 2.0}), run);
  EXPECT_EQ(answer.answer, ClaimVerdict::not_measurable);
  EXPECT_THAT(answer.measurements, IsEmpty());
}

/// A power model of which only the active part was counted: 2 W, between 1 and 3.
Run estimated_half() {
  Run run = half(Provenance::estimated);
  run.plan.power_model = PowerModel{.name = "model",
                                    .reason = "",
                                    .cpus = 1,
                                    .idle_watts_per_cpu = {0.0, 0.0, 0.0},
                                    .full_watts_per_cpu = {4.0, 2.0, 6.0},
                                    .memory_watts_per_gib = {0.0, 0.0, 0.0}};
  return run;
}

TEST(Claims, AnEstimateAnswersNoClaimAboutEnergyButShowsWhatItWouldSay) {
  const auto run = estimated_half();
  const ClaimAnswer right = answer_to(claim_of(ClaimMetric::energy, OrderClaim{ClaimOrder::less}), run);
  EXPECT_EQ(right.answer, ClaimVerdict::not_measurable);
  EXPECT_EQ(right.estimated, ClaimVerdict::confirmed);
  const ClaimAnswer wrong = answer_to(claim_of(ClaimMetric::energy, OrderClaim{ClaimOrder::more}), run);
  EXPECT_EQ(wrong.answer, ClaimVerdict::not_measurable);
  EXPECT_EQ(wrong.estimated, ClaimVerdict::refuted);
  // By the estimate 2.00x, which its model may be wrong about by more than the claim allows.
  const ClaimAnswer close = answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 2.0}), run);
  EXPECT_EQ(close.estimated, ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 5.0}), run).estimated,
            ClaimVerdict::direction_only);
  const ClaimAnswer time = answer_to(claim_of(ClaimMetric::time, RatioClaim{.ratio = 2.0}), run);
  EXPECT_EQ(time.answer, ClaimVerdict::confirmed);
  EXPECT_FALSE(time.estimated);
}

TEST(Claims, AnEstimateIsJudgedOverTheModelsRangeAsInTheReport) {
  auto run = estimated_half();
  // Wall time 2 s against 1 s, CPU time equal: idle power decides how much less join needs.
  run.plan.power_model->idle_watts_per_cpu = {2.0, 1.0, 3.0};
  run.plan.domains[0].name = "cpu_idle";
  run.plan.domains.push_back(run.plan.domains[0]);
  run.plan.domains[1].name = "cpu_active";
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) {
      sample.cpu_seconds = 4.0;
      sample.domain_joules = {2.0 * sample.wall_seconds, 8.0};
      sample.energy_total_joules = 2.0 * sample.wall_seconds + 8.0;
    }
  }
  const Comparison reported = analyse(run, {}).hotspots[0].comparisons[0];
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 1.5}), run);
  ASSERT_TRUE(reported.energy->model_interval && answer.measurements.at(0).model_interval);
  EXPECT_LT(reported.energy->model_interval->low, reported.energy->interval->low);
  EXPECT_DOUBLE_EQ(answer.measurements[0].model_interval->low, reported.energy->model_interval->low);
  EXPECT_DOUBLE_EQ(answer.measurements[0].model_interval->high, reported.energy->model_interval->high);
  EXPECT_EQ(answer.estimated, ClaimVerdict::inconclusive);
}

TEST(Claims, AnEstimateWithoutAModelSaysNothing) {
  const ClaimAnswer answer =
      answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 2.0}), half(Provenance::estimated));
  EXPECT_EQ(answer.answer, ClaimVerdict::not_measurable);
  EXPECT_EQ(answer.estimated, ClaimVerdict::inconclusive);
}

TEST(Claims, AnEstimateOfADifferenceIsWidenedOverTheModelsRange) {
  // 8 J against 4 J per iteration at 4 W; at 2 W and 6 W of full power half and one and a half times as much.
  auto run = estimated_half();
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::energy, DifferenceClaim{.amount = 4.0}), run);
  const ClaimMeasurement& measured = answer.measurements.at(0);
  EXPECT_DOUBLE_EQ(measured.value, 4.0);
  // Each side may be off against the other by the model's error: at 6 W 12 J less those of the variant divided by it.
  const double error = ModelDoubts{*run.plan.power_model, 0.95}.errors().parallel.factor;
  const double one_core = ModelDoubts{*run.plan.power_model, 0.95}.errors().one_core.factor;
  const double high = measured.model_interval->high;
  EXPECT_TRUE(std::abs(high - (12.0 - 6.0 / error)) < 1e-9 || std::abs(high - (12.0 - 6.0 / one_core)) < 1e-9) << high;
  EXPECT_LT(measured.model_interval->low, 2.0);
  EXPECT_EQ(answer.estimated, ClaimVerdict::inconclusive);
}

TEST(Claims, AQuickPreviewAnswersNothing) {
  auto run = half(Provenance::measured);
  run.plan.quick = true;
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::time, RatioClaim{.ratio = 4.3}), run);
  EXPECT_EQ(answer.answer, ClaimVerdict::inconclusive);
  EXPECT_THAT(answer.reason, HasSubstr("preview"));
  EXPECT_DOUBLE_EQ(answer.measurements.at(0).value, 2.0);
}

TEST(Claims, WhatIsNotInTheRunSaysSo) {
  auto run = half(Provenance::measured);
  run.plan.hotspots[0].left_out.push_back({{"python", "numpy"}, "numpy is not installed"});
  Claim claim = claim_of(ClaimMetric::time, RatioClaim{.ratio = 2.0});
  claim.hotspot = "strings/other";
  EXPECT_EQ(answer_to(claim, run).reason, "strings/other is not in this run");
  claim.hotspot = "strings/build";
  claim.variant = {"python", "numpy"};
  EXPECT_EQ(answer_to(claim, run).reason, "python:numpy was left out of this run: numpy is not installed");
  claim.variant = {"python", "numbers"};
  EXPECT_EQ(answer_to(claim, run).reason, "python:numbers is not in this run");
  EXPECT_EQ(answer_to(claim, run).answer, ClaimVerdict::not_measurable);
}

TEST(Claims, JoulesThatOneBlockLacksAnswerNothing) {
  auto run = half(Provenance::measured);
  run.hotspots[0].rounds[0].samples[0].energy_total_joules = 0.0;
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::energy, RatioClaim{.ratio = 2.0}), run);
  EXPECT_EQ(answer.answer, ClaimVerdict::not_measurable);
  EXPECT_THAT(answer.reason, HasSubstr("below resolution"));
}

/// At each size join needs `ratio` times less time.
Run at_sizes(const std::vector<std::pair<std::uint64_t, double>>& ratios) {
  Run run = half(Provenance::measured);
  run.plan.hotspots.clear();
  run.hotspots.clear();
  for (const auto& [size, ratio] : ratios) {
    run.plan.hotspots.push_back(planned_hotspot("strings/build", two_variants));
    run.plan.hotspots.back().size = size;
    run.hotspots.push_back(equal_rounds(8, {{{ratio, 8.0}, {1.0, 8.0}}}));
  }
  return run;
}

TEST(Claims, TheQuotedSizeIsAnsweredElseTheNearestAndThatIsSaid) {
  const auto run = at_sizes({{100, 2.0}, {1'000'000, 4.0}, {10'000, 3.0}});
  Claim claim = claim_of(ClaimMetric::time, RatioClaim{.ratio = 4.0});
  claim.size = 1'000'000;
  const ClaimAnswer exact = answer_to(claim, run);
  EXPECT_EQ(exact.measurements.at(0).size, 1'000'000U);
  EXPECT_THAT(exact.notes, IsEmpty());
  claim.size = 30'000;
  const ClaimAnswer nearest = answer_to(claim, run);
  EXPECT_EQ(nearest.measurements.at(0).size, 10'000U);
  EXPECT_THAT(nearest.notes, ElementsAre(HasSubstr("the size differs: claimed at 30,000, measured at 10,000")));
  claim.size.reset();
  const ClaimAnswer largest = answer_to(claim, run);
  EXPECT_EQ(largest.measurements.at(0).size, 1'000'000U);
  EXPECT_THAT(largest.notes, ElementsAre(HasSubstr("no size")));
}

TEST(Claims, GrowthIsAnsweredFromThreeSizesOrMore) {
  const Claim claim = claim_of(ClaimMetric::time, GrowthClaim{});
  const ClaimAnswer grows = answer_to(claim, at_sizes({{10, 0.5}, {1'000, 20.0}, {100, 4.0}}));
  EXPECT_EQ(grows.answer, ClaimVerdict::confirmed);
  ASSERT_EQ(grows.measurements.size(), 3U);
  EXPECT_EQ(grows.measurements[1].size, 100U);
  EXPECT_EQ(answer_to(claim, at_sizes({{10, 5.0}, {100, 4.0}, {1'000, 2.0}})).answer, ClaimVerdict::refuted);
  const ClaimAnswer two = answer_to(claim, at_sizes({{10, 0.5}, {100, 4.0}}));
  EXPECT_EQ(two.answer, ClaimVerdict::not_measurable);
  EXPECT_EQ(two.reason, "growth needs 3 sizes of the hotspot, the run has 2; see --sweep");
}

Run with_memory(std::uint64_t baseline_growth, std::uint64_t variant_growth) {
  Run run = half(Provenance::measured);
  const auto grown = [](std::uint64_t growth) { return PeakMemory{50'000'000, 50'000'000 + growth}; };
  run.hotspots[0].peak_memory = {grown(baseline_growth), grown(variant_growth)};
  run.environment.push_back({"cpus", "2"});  // figures are good to 1 MiB here
  return run;
}

TEST(Claims, PeakMemoryIsOneObservationWithoutAnInterval) {
  const ClaimAnswer answer = answer_to(claim_of(ClaimMetric::peak_memory, DifferenceClaim{.amount = 80e6}),
                                       with_memory(90'000'000, 8'000'000));
  EXPECT_EQ(answer.answer, ClaimVerdict::confirmed);
  EXPECT_DOUBLE_EQ(answer.measurements.at(0).value, 82e6);
  EXPECT_FALSE(answer.measurements[0].interval);
  EXPECT_EQ(answer.measurements[0].rounds, 1U);
  EXPECT_THAT(answer.notes, ElementsAre(HasSubstr("one observation")));
  EXPECT_EQ(answer_to(claim_of(ClaimMetric::peak_memory, RatioClaim{.ratio = 2.0}), with_memory(40'000'000, 10'000'000))
                .answer,
            ClaimVerdict::direction_only);
}

TEST(Claims, PeakMemoryThatTheKernelCannotTellApartHasNoOrder) {
  EXPECT_DOUBLE_EQ(peak_memory_resolution_bytes(2), 1024.0 * 1024.0);
  const Claim claim = claim_of(ClaimMetric::peak_memory, OrderClaim{ClaimOrder::less});
  EXPECT_EQ(answer_to(claim, with_memory(1'500'000, 500'000)).answer, ClaimVerdict::inconclusive);
  EXPECT_EQ(answer_to(claim, with_memory(2'500'000, 500'000)).answer, ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, with_memory(2'500'000, 0)).answer, ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, with_memory(500'000, 2'500'000)).answer, ClaimVerdict::refuted);
}

TEST(Claims, PeakMemoryNeedsBothGrowthsForARatio) {
  const Claim claim = claim_of(ClaimMetric::peak_memory, RatioClaim{.ratio = 2.0});
  EXPECT_EQ(answer_to(claim, with_memory(40'000'000, 0)).answer, ClaimVerdict::not_measurable);
  EXPECT_EQ(answer_to(claim, half(Provenance::measured)).reason, "the peak memory of the pair was not recorded");
}

TEST(Claims, SameMemoryIsAboutTheRatio) {
  const Claim claim = claim_of(ClaimMetric::peak_memory, OrderClaim{ClaimOrder::same});
  EXPECT_EQ(answer_to(claim, with_memory(80'000'000, 80'400'000)).answer, ClaimVerdict::confirmed);
  EXPECT_EQ(answer_to(claim, with_memory(80'000'000, 90'000'000)).answer, ClaimVerdict::refuted);
}

}  // namespace
}  // namespace greenbench
