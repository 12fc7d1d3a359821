#include "analysis/summary/carbon.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "analysis/analyse.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

CarbonSettings at(double grams_per_kilowatt_hour, double pue = 1.0, std::optional<double> rate = std::nullopt) {
  CarbonSettings settings;
  settings.intensity.value = GramsPerKilowattHour{grams_per_kilowatt_hour};
  settings.pue = pue;
  settings.operations_per_second = rate;
  return settings;
}

TEST(Carbon, OfAKilowattHourIsTheIntensity) {
  const Footprint footprint = footprint_of(Joules{3.6e6}, at(400.0));
  EXPECT_DOUBLE_EQ(footprint.energy.value(), 1.0);
  EXPECT_DOUBLE_EQ(footprint.co2e.value(), 400.0);
}

TEST(Carbon, GrowsWithTheOverheadOfTheDataCentre) {
  const Footprint footprint = footprint_of(Joules{3.6e6}, at(400.0, 1.5));
  EXPECT_DOUBLE_EQ(footprint.energy.value(), 1.5);
  EXPECT_DOUBLE_EQ(footprint.co2e.value(), 600.0);
}

TEST(Carbon, OfAYearNeedsARate) {
  EXPECT_FALSE(footprint_of_operation(Joules{1.0}, at(400.0)).per_year);
  // One joule, once a second: 31,536,000 J = 8.76 kWh a year, 3504 g.
  const VariantFootprint footprint = footprint_of_operation(Joules{1.0}, at(400.0, 1.0, 1.0));
  EXPECT_DOUBLE_EQ(footprint.per_year->energy.value(), 8.76);
  EXPECT_DOUBLE_EQ(footprint.per_year->co2e.value(), 3504.0);
  EXPECT_DOUBLE_EQ(footprint.per_operation.energy.value(), 1.0 / 3.6e6);
}

TEST(Carbon, OfASavingHasTheIntervalOfItsJoules) {
  const JoulesSaved saved{.value = 2.0, .interval = Interval{.low = -1.0, .high = 3.0}};
  const FootprintSaving saving = footprint_saved(saved, at(400.0, 1.0, 1.0));
  EXPECT_DOUBLE_EQ(saving.per_year->value.co2e.value(), 7008.0);
  EXPECT_DOUBLE_EQ(saving.per_year->low->co2e.value(), -3504.0);
  EXPECT_DOUBLE_EQ(saving.per_year->high->energy.value(), 26.28);
  EXPECT_DOUBLE_EQ(saving.per_operation.low->energy.value(), -1.0 / 3.6e6);
}

TEST(Carbon, OfASavingThatIsEstimatedHasTheIntervalOfTheModel) {
  const JoulesSaved saved{.value = 3.6e6,
                          .interval = Interval{.low = 3.6e6, .high = 3.6e6},
                          .model_interval = Interval{.low = 1.8e6, .high = 7.2e6}};
  const FootprintSaving saving = footprint_saved(saved, at(400.0));
  EXPECT_DOUBLE_EQ(saving.per_operation.low->co2e.value(), 200.0);
  EXPECT_DOUBLE_EQ(saving.per_operation.high->co2e.value(), 800.0);
  EXPECT_FALSE(saving.per_year);
}

/// 12 rounds of one block: 12 J and 4 J per operation, four operations in a repetition.
Run simple_run() {
  const auto planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
  return run_of(planned, equal_rounds(12, {{{2.0, 12.0}, {1.0, 4.0}}}), Provenance::measured);
}

TEST(Carbon, IsNotMentionedUnlessAsked) {
  const Report report = analyse(simple_run(), {});
  EXPECT_FALSE(report.footprint);
  EXPECT_FALSE(report.hotspots[0].variants[0].footprint);
  EXPECT_FALSE(report.hotspots[0].comparisons[0].footprint_saved);
}

TEST(Carbon, OfARunIsThatOfAllItsRepetitions) {
  const Report report = analyse(simple_run(), {.carbon = at(450.0)});
  ASSERT_TRUE(report.footprint);
  // 12 x 4 x (12 + 4) J = 768 J.
  EXPECT_DOUBLE_EQ(report.footprint->repetitions.energy.value(), 768.0 / 3.6e6);
  EXPECT_DOUBLE_EQ(report.footprint->repetitions.co2e.value(), 0.096);
  EXPECT_EQ(report.footprint->repetitions_without_joules, 0U);
  EXPECT_NEAR(report.hotspots[0].variants[0].footprint->per_operation.co2e.value(), 0.0015, 1e-15);
  EXPECT_DOUBLE_EQ(report.hotspots[0].comparisons[0].footprint_saved->per_operation.value.co2e.value(), 0.001);
}

TEST(Carbon, OfVoidRepetitionsCountsForTheRunAndWhatIsUnknownIsSaid) {
  auto run = simple_run();
  for (Sample& sample : run.hotspots[0].rounds[0].samples) sample.void_reason = "disturbed";
  run.hotspots[0].rounds[0].samples[0].energy_total_joules.reset();
  const Report report = analyse(run, {.carbon = at(450.0)});
  EXPECT_DOUBLE_EQ(report.footprint->repetitions.energy.value(), (768.0 - 48.0) / 3.6e6);
  EXPECT_EQ(report.footprint->repetitions_without_joules, 1U);
}

TEST(Carbon, IsAbsentWhereJoulesAreUnknown) {
  auto run = simple_run();
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) sample.energy_total_joules.reset();
  }
  const Report report = analyse(run, {.carbon = at(450.0)});
  EXPECT_FALSE(report.footprint);
  EXPECT_FALSE(report.hotspots[0].variants[0].footprint);
  EXPECT_FALSE(report.hotspots[0].comparisons[0].footprint_saved);
}

TEST(Carbon, IsAbsentBelowTheResolutionOfTheCounters) {
  auto run = simple_run();
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) sample.energy_total_uncertainty_joules = sample.variant == 0 ? 1.0 : 1e3;
  }
  const HotspotReport report = analyse(run, {.carbon = at(450.0)}).hotspots[0];
  EXPECT_TRUE(report.variants[0].footprint);
  EXPECT_FALSE(report.variants[1].footprint);
  EXPECT_FALSE(report.comparisons[0].footprint_saved);
}

TEST(Carbon, SettingsThatMakeNoSenseAreRefused) {
  EXPECT_THROW(static_cast<void>(analyse(simple_run(), {.carbon = at(450.0, 0.9)})), std::invalid_argument);
  EXPECT_THROW(static_cast<void>(analyse(simple_run(), {.carbon = at(-1.0)})), std::invalid_argument);
}

}  // namespace
}  // namespace greenbench
