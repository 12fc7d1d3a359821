#include "analysis/verdicts/joules_saved.hpp"

#include <gtest/gtest.h>

#include "analysis/analyse.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

constexpr VariantPair pair{.baseline = 0, .variant = 1};

PlannedHotspot two_variants() {
  return planned_hotspot("strings/build", {"python:concat", "python:join"});
}

/// One block in each of six rounds; the variant always takes 5 J, so the differences are 1, 2, ... 6 J.
HotspotRun six_measured_rounds() {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 6; ++index) {
    measured.rounds.push_back(round_of(index, {{{1.0, 6.0 + index}, {1.0, 5.0}}}));
  }
  return measured;
}

TEST(JoulesSaved, AreTheCentreOfTheRoundsDifferencesPerOperation) {
  const HotspotRun measured = six_measured_rounds();
  const auto saved = joules_saved(valid_blocks(two_variants(), measured), pair, 0.95);
  ASSERT_TRUE(saved);
  EXPECT_DOUBLE_EQ(saved->value, 3.5);  // the median of all averages of two of 1 ... 6
  ASSERT_TRUE(saved->interval);         // six rounds: the whole range is the only 95% interval
  EXPECT_DOUBLE_EQ(saved->interval->low, 1.0);
  EXPECT_DOUBLE_EQ(saved->interval->high, 6.0);
  EXPECT_FALSE(saved->model_interval);
}

TEST(JoulesSaved, AreBelowZeroForADearerVariant) {
  const HotspotRun measured = six_measured_rounds();
  const auto saved = joules_saved(valid_blocks(two_variants(), measured), {.baseline = 1, .variant = 0}, 0.95);
  EXPECT_DOUBLE_EQ(saved->value, -3.5);
  EXPECT_DOUBLE_EQ(saved->interval->low, -6.0);
  EXPECT_DOUBLE_EQ(saved->interval->high, -1.0);
}

TEST(JoulesSaved, IgnoreABurstInOneBlockOfFive) {
  std::vector<std::vector<Cost>> blocks(4, {{1.0, 9.0}, {1.0, 5.0}});
  blocks.push_back({{1.0, 900.0}, {1.0, 5.0}});
  const HotspotRun measured = equal_rounds(6, blocks);
  EXPECT_DOUBLE_EQ(joules_saved(valid_blocks(two_variants(), measured), pair, 0.95)->value, 4.0);
}

TEST(JoulesSaved, AreAbsentWhenOneBlockHasNoJoules) {
  HotspotRun measured = six_measured_rounds();
  measured.rounds[3].samples[1].energy_total_joules.reset();
  EXPECT_FALSE(joules_saved(valid_blocks(two_variants(), measured), pair, 0.95));
}

TEST(JoulesSaved, HaveNoIntervalOfTooFewRounds) {
  const HotspotRun measured = equal_rounds(5, {{{2.0, 12.0}, {1.0, 4.0}}});
  const auto saved = joules_saved(valid_blocks(two_variants(), measured), pair, 0.95);
  EXPECT_DOUBLE_EQ(saved->value, 8.0);
  EXPECT_FALSE(saved->interval);
}

/// One CPU without idle or memory power; 4 W at full load, and 2 to 6 W for all we know.
Plan modelled_plan() {
  Plan plan;
  DomainRecord active;
  active.name = "cpu_active";
  active.provenance = Provenance::estimated;
  active.counted = true;
  plan.domains = {active};
  plan.power_model = PowerModel{.name = "row",
                                .reason = "",
                                .cpus = 1,
                                .idle_watts_per_cpu = {0.0, 0.0, 0.0},
                                .full_watts_per_cpu = {4.0, 2.0, 6.0},
                                .memory_watts_per_gib = {0.0, 0.0, 0.0}};
  return plan;
}

TEST(JoulesSaved, OfAnEstimateCoverTheRangeOfTheModel) {
  const HotspotRun measured = equal_rounds(6, {{{2.0, 8.0}, {1.0, 4.0}}});
  const auto saved =
      joules_saved(valid_blocks(two_variants(), measured), pair, 0.95, EstimateModel::of(modelled_plan()));
  EXPECT_DOUBLE_EQ(saved->value, 4.0);
  EXPECT_DOUBLE_EQ(saved->interval->low, 4.0);  // equal rounds
  ASSERT_TRUE(saved->model_interval);
  EXPECT_DOUBLE_EQ(saved->model_interval->low, 2.0);   // half the watts
  EXPECT_DOUBLE_EQ(saved->model_interval->high, 6.0);  // one and a half times as many
}

TEST(JoulesSaved, StandInEveryComparisonOfAReport) {
  const auto run = run_of(two_variants(), equal_rounds(12, {{{2.0, 12.0}, {1.0, 4.0}}}), Provenance::measured);
  EXPECT_DOUBLE_EQ(analyse(run, {}).hotspots.at(0).comparisons.at(0).joules_saved->value, 8.0);
}

}  // namespace
}  // namespace greenbench
