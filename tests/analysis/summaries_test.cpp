#include "analysis/summaries.hpp"

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
  const auto summaries = summaries_of(equal_workers(6, {{{2.0, 8.0}, {1.0, 5.0}}, {{2.0, 8.0}, {1.0, 5.0}}}));
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
  HotspotRun measured = equal_workers(5, {{{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}, {{1.0}}});
  measured.workers[0].samples[0].wall_seconds *= 26.0;  // 25 repetitions: 24 of 1 s and one of 26 s
  const auto summaries = summaries_of(measured);
  EXPECT_NEAR(summaries[0].seconds.value, 1.0, 1e-12);
  EXPECT_NEAR(summaries[0].seconds_plain_mean, 2.0, 1e-12);
  EXPECT_FALSE(summaries[0].seconds.interval);  // five workers
}

TEST(Summaries, CentreIsTheGeometricHodgesLehmannOverWorkers) {
  HotspotRun measured;
  for (const double seconds : {1.0, 4.0, 16.0}) measured.workers.push_back(worker_of(0, {{{seconds}}}));
  EXPECT_NEAR(summaries_of(measured)[0].seconds.value, 4.0, 1e-12);
}

TEST(Summaries, HaveNoJoulesWhenOneRepetitionHasNone) {
  HotspotRun measured = equal_workers(6, {{{2.0, 8.0}, {1.0, 4.0}}});
  measured.workers[3].samples[1].energy_total_joules = 0.0;
  const auto summaries = summaries_of(measured);
  EXPECT_TRUE(summaries[0].joules);
  EXPECT_FALSE(summaries[1].joules);
  EXPECT_FALSE(summaries[1].watts);
  EXPECT_FALSE(summaries[1].joules_plain_mean);
  EXPECT_FALSE(summaries[1].joules_instrument_uncertainty);
}

TEST(Summaries, LeaveOutAVariantThatWasNeverMeasured) {
  const auto summaries = summaries_of(equal_workers(2, {{{2.0, 8.0}}}));
  ASSERT_EQ(summaries.size(), 1U);
  EXPECT_EQ(summaries[0].id.text(), "python:concat");
}

TEST(Summaries, LeaveOutVoidBlocks) {
  HotspotRun measured = equal_workers(1, {{{1.0}, {1.0}}, {{9.0}, {9.0}}});
  measured.workers[0].samples[2].void_reason = "suspended";
  const auto summaries = summaries_of(measured);
  EXPECT_EQ(summaries[1].repetitions, 1U);
  EXPECT_NEAR(summaries[1].seconds_plain_mean, 1.0, 1e-12);
}

TEST(Summaries, TakeIterationsFromTheCalibration) {
  HotspotRun measured = equal_workers(1, {{{1.0}, {1.0}}});
  measured.calibration = Calibration{{100, 200}, 1};
  EXPECT_EQ(summaries_of(measured)[1].iterations_per_repetition, 200U);
}

HotspotRun with_uncertainty(std::uint32_t workers, double joules) {
  HotspotRun measured = equal_workers(workers, {{{1.0, 10.0}}, {{1.0, 10.0}}});
  for (WorkerRecord& worker : measured.workers) {
    for (Sample& sample : worker.samples) sample.energy_total_uncertainty_joules = joules * simulated_iterations;
  }
  return measured;
}

TEST(InstrumentUncertainty, OfAnEstimateDoesNotShrinkWithRepetitions) {
  EXPECT_NEAR(*summaries_of(with_uncertainty(1, 3.0), Provenance::estimated)[0].joules_instrument_uncertainty, 3.0,
              1e-12);
  EXPECT_NEAR(*summaries_of(with_uncertainty(9, 3.0), Provenance::estimated)[0].joules_instrument_uncertainty, 3.0,
              1e-12);
}

TEST(InstrumentUncertainty, OfCountersShrinksWithTheRootOfTheWorkersOnly) {
  EXPECT_NEAR(*summaries_of(with_uncertainty(1, 3.0))[0].joules_instrument_uncertainty, 3.0, 1e-12);
  EXPECT_NEAR(*summaries_of(with_uncertainty(9, 3.0))[0].joules_instrument_uncertainty, 1.0, 1e-12);
}

TEST(InstrumentUncertainty, IsUnknownWhenOneRepetitionDoesNotStateIt) {
  HotspotRun measured = with_uncertainty(3, 1.0);
  measured.workers[2].samples[0].energy_total_uncertainty_joules.reset();
  EXPECT_FALSE(summaries_of(measured)[0].joules_instrument_uncertainty);
}

}  // namespace
}  // namespace greenbench
