#include "analysis/summary/summaries.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

const PlannedHotspot planned = planned_hotspot("strings/build", {"python:concat", "python:join"});

std::vector<VariantSummary> summaries_of(const HotspotRun& measured, Provenance provenance = Provenance::measured) {
  return summarise(planned, measured, valid_blocks(planned, measured), {0.95, provenance});
}

TEST(Summaries, AreOfOneIteration) {
  const auto summaries = summaries_of(equal_rounds(6, {{{2.0, 8.0}, {1.0, 5.0}}, {{2.0, 8.0}, {1.0, 5.0}}}));
  ASSERT_EQ(summaries.size(), 2U);
  const VariantSummary& join = summaries[1];
  EXPECT_EQ(join.id.text(), "python:join");
  EXPECT_FALSE(join.baseline);
  EXPECT_TRUE(summaries[0].baseline);
  EXPECT_EQ(join.iterations_per_repetition, simulated_iterations);
  EXPECT_EQ(join.repetitions, 12U);
  EXPECT_NEAR(join.seconds.value, 1.0, 1e-12);
  EXPECT_NEAR(join.joules->value, 5.0, 1e-12);
  EXPECT_NEAR(join.watts->value, 5.0, 1e-12);
  EXPECT_NEAR(summaries[0].watts->value, 4.0, 1e-12);
  EXPECT_NEAR(join.cpu_seconds, 1.0, 1e-12);
  EXPECT_NEAR(*join.joules_plain_mean, 5.0, 1e-12);
  ASSERT_TRUE(join.joules->interval);
  EXPECT_NEAR(join.joules->interval->low, 5.0, 1e-12);
}

TEST(Summaries, AreRobustWithThePlainMeanBeside) {
  HotspotRun measured = equal_rounds(5, {{{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}});
  measured.rounds[0].samples[0].wall_seconds *= 26.0;  // 25 repetitions: 24 of 1 s and one of 26 s
  const auto summaries = summaries_of(measured);
  EXPECT_NEAR(summaries[0].seconds.value, 1.0, 1e-12);
  EXPECT_NEAR(summaries[0].seconds_plain_mean, 2.0, 1e-12);
  EXPECT_FALSE(summaries[0].seconds.interval);  // five rounds
}

TEST(Summaries, CentreIsTheGeometricHodgesLehmannOverRounds) {
  HotspotRun measured;
  for (const double seconds : {1.0, 4.0, 16.0}) measured.rounds.push_back(round_of(0, {{{seconds}}}));
  EXPECT_NEAR(summaries_of(measured)[0].seconds.value, 4.0, 1e-12);
}

TEST(Summaries, HaveNoJoulesWhenOneRepetitionHasNone) {
  HotspotRun measured = equal_rounds(6, {{{2.0, 8.0}, {1.0, 4.0}}});
  measured.rounds[3].samples[1].energy_total_joules = 0.0;
  const auto summaries = summaries_of(measured);
  EXPECT_TRUE(summaries[0].joules);
  EXPECT_FALSE(summaries[1].joules);
  EXPECT_FALSE(summaries[1].watts);
  EXPECT_FALSE(summaries[1].joules_plain_mean);
  EXPECT_FALSE(summaries[1].joules_instrument_uncertainty);
}

TEST(Summaries, LeaveOutAVariantThatWasNeverMeasured) {
  const auto summaries = summaries_of(equal_rounds(2, {{{2.0, 8.0}}}));
  ASSERT_EQ(summaries.size(), 1U);
  EXPECT_EQ(summaries[0].id.text(), "python:concat");
}

TEST(Summaries, LeaveOutVoidBlocks) {
  HotspotRun measured = equal_rounds(1, {{{1.0}, {1.0}}, {{9.0}, {9.0}}});
  measured.rounds[0].samples[2].void_reason = "suspended";
  const auto summaries = summaries_of(measured);
  EXPECT_EQ(summaries[1].repetitions, 1U);
  EXPECT_NEAR(summaries[1].seconds_plain_mean, 1.0, 1e-12);
}

TEST(Summaries, TakeIterationsFromTheCalibration) {
  HotspotRun measured = equal_rounds(1, {{{1.0}, {1.0}}});
  measured.calibration = Calibration{{100, 200}};
  EXPECT_EQ(summaries_of(measured)[1].iterations_per_repetition, 200U);
}

TEST(Summaries, TakeIterationsFromTheSamplesWhereTheCalibrationHasNone) {
  HotspotRun measured = equal_rounds(1, {{{1.0}, {1.0}}});
  measured.calibration = Calibration{{100, 0}};
  EXPECT_EQ(summaries_of(measured)[1].iterations_per_repetition, simulated_iterations);
}

/// Five repetitions of one variant in one round, of simulated_iterations (4) each.
HotspotRun five_repetitions() {
  return equal_rounds(1, {{{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}});
}

TEST(Explanations, AreMediansPerIteration) {
  HotspotRun measured = five_repetitions();
  std::vector<Sample>& samples = measured.rounds[0].samples;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    const std::uint64_t amount = std::vector<std::uint64_t>{8, 400, 12, 4, 16}[i];  // the middle one is 12: 3 a piece
    samples[i].context_switches_voluntary = amount;
    samples[i].context_switches_involuntary = 2 * amount;
    samples[i].page_faults_minor = 3 * amount;
    samples[i].page_faults_major = 4 * amount;
    samples[i].idle_residency_seconds = static_cast<double>(amount) / 2.0;
    samples[i].wake_ups = 6 * amount;
    samples[i].instructions = 7 * amount;
    samples[i].cycles = 8 * amount;
    samples[i].cache_misses = 9 * amount;
  }
  const Explanation explanation = summaries_of(measured)[0].explanation;
  EXPECT_EQ(explanation.context_switches_voluntary, 3.0);
  EXPECT_EQ(explanation.context_switches_involuntary, 6.0);
  EXPECT_EQ(explanation.page_faults_minor, 9.0);
  EXPECT_EQ(explanation.page_faults_major, 12.0);
  EXPECT_EQ(explanation.idle_residency_seconds, 1.5);
  EXPECT_EQ(explanation.wake_ups, 18.0);
  EXPECT_EQ(explanation.instructions, 21.0);
  EXPECT_EQ(explanation.cycles, 24.0);
  EXPECT_EQ(explanation.cache_misses, 27.0);
}

TEST(Explanations, AreUnknownAndNotZeroWhereNothingIsCounted) {
  const Explanation explanation = summaries_of(five_repetitions())[0].explanation;
  EXPECT_EQ(explanation.page_faults_major, 0.0);
  EXPECT_FALSE(explanation.idle_residency_seconds);
  EXPECT_FALSE(explanation.wake_ups);
  EXPECT_FALSE(explanation.instructions);
  EXPECT_FALSE(explanation.cycles);
  EXPECT_FALSE(explanation.cache_misses);
}

TEST(Explanations, NeedHalfOfTheRepetitions) {
  HotspotRun measured = five_repetitions();
  std::vector<Sample>& samples = measured.rounds[0].samples;
  for (const std::size_t known : {0U, 1U}) samples[known].cycles = 40;
  for (const std::size_t known : {0U, 2U, 4U}) samples[known].instructions = 80 * (known + 1);  // 80, 240, 400
  const Explanation explanation = summaries_of(measured)[0].explanation;
  EXPECT_FALSE(explanation.cycles);
  EXPECT_EQ(explanation.instructions, 60.0);  // 240 / 4, of the three that know it
}

TEST(Explanations, LeaveOutVoidBlocks) {
  HotspotRun measured = five_repetitions();
  std::vector<Sample>& samples = measured.rounds[0].samples;
  for (Sample& sample : samples) sample.wake_ups = 4;
  for (const std::size_t bad : {0U, 1U, 2U}) {
    samples[bad].wake_ups = 4000;
    samples[bad].void_reason = "suspended";
  }
  EXPECT_EQ(summaries_of(measured)[0].explanation.wake_ups, 1.0);
}

HotspotRun with_uncertainty(std::uint32_t rounds, double joules) {
  HotspotRun measured = equal_rounds(rounds, {{{1.0, 10.0}}, {{1.0, 10.0}}});
  for (RoundRecord& round : measured.rounds) {
    for (Sample& sample : round.samples) sample.energy_total_uncertainty_joules = joules * simulated_iterations;
  }
  return measured;
}

TEST(InstrumentUncertainty, OfAnEstimateDoesNotShrinkWithRepetitions) {
  EXPECT_NEAR(*summaries_of(with_uncertainty(1, 3.0), Provenance::estimated)[0].joules_instrument_uncertainty, 3.0,
              1e-12);
  EXPECT_NEAR(*summaries_of(with_uncertainty(9, 3.0), Provenance::estimated)[0].joules_instrument_uncertainty, 3.0,
              1e-12);
}

TEST(InstrumentUncertainty, OfCountersShrinksWithTheRootOfTheRoundsOnly) {
  EXPECT_NEAR(*summaries_of(with_uncertainty(1, 3.0))[0].joules_instrument_uncertainty, 3.0, 1e-12);
  EXPECT_NEAR(*summaries_of(with_uncertainty(9, 3.0))[0].joules_instrument_uncertainty, 1.0, 1e-12);
}

TEST(InstrumentUncertainty, IsUnknownWhenOneRepetitionDoesNotStateIt) {
  HotspotRun measured = with_uncertainty(3, 1.0);
  measured.rounds[2].samples[0].energy_total_uncertainty_joules.reset();
  EXPECT_FALSE(summaries_of(measured)[0].joules_instrument_uncertainty);
}

HotspotRun with_uncertainty(std::uint32_t rounds) {
  HotspotRun measured = equal_rounds(rounds, {{{2.0, 20.0}, {1.0, 5.0}}});
  for (RoundRecord& round : measured.rounds) {
    for (Sample& sample : round.samples) sample.energy_total_uncertainty_joules = 1.2 * simulated_iterations;
  }
  return measured;
}

std::vector<VariantSummary> summaries_with_idle(const HotspotRun& measured, Provenance provenance) {
  return summarise(planned, measured, valid_blocks(planned, measured),
                   {.level = 0.95, .provenance = provenance, .baseline = {}, .idle = IdleWatts{4.5, 0.4}});
}

TEST(NetJoulesOfASummary, TakeTheIdleMachineOff) {
  const auto summaries = summaries_with_idle(with_uncertainty(4), Provenance::measured);
  ASSERT_TRUE(summaries[0].net_joules);
  EXPECT_NEAR(summaries[0].net_joules->value, 11.0, 1e-12);       // 20 - 2 x 4.5
  EXPECT_NEAR(summaries[0].net_joules->uncertainty, 1.0, 1e-12);  // 1.2 / sqrt(4 rounds) and 2 x 0.4
  EXPECT_NEAR(summaries[0].joules->value, 20.0, 1e-12);
}

TEST(NetJoulesOfASummary, AreAbsentForEstimatesAndWhereAPartIsUnknown) {
  EXPECT_FALSE(summaries_with_idle(with_uncertainty(4), Provenance::estimated)[0].net_joules);
  EXPECT_FALSE(summaries_of(with_uncertainty(4))[0].net_joules) << "no idle power";
  HotspotRun measured = with_uncertainty(4);
  measured.rounds[0].samples[0].energy_total_uncertainty_joules.reset();
  EXPECT_FALSE(summaries_with_idle(measured, Provenance::measured)[0].net_joules);
  measured.rounds[0].samples[0].energy_total_joules.reset();
  EXPECT_FALSE(summaries_with_idle(measured, Provenance::measured)[0].net_joules);
}

TEST(PeakMemoryOfASummary, IsThatOfItsVariant) {
  HotspotRun measured = equal_rounds(2, {{{1.0}, {1.0}}});
  EXPECT_FALSE(summaries_of(measured)[1].peak_memory);
  measured.peak_memory = {std::nullopt, PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120}};
  EXPECT_FALSE(summaries_of(measured)[0].peak_memory);
  ASSERT_TRUE(summaries_of(measured)[1].peak_memory);
  EXPECT_EQ(summaries_of(measured)[1].peak_memory->growth_bytes(), 80U);
}

}  // namespace
}  // namespace greenbench
