#include "analysis/summary/moving_counters.hpp"

#include <gmock/gmock.h>

#include <functional>

#include "analysis/analyse.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

VariantSummary counted(double cpu_seconds, const Explanation& explanation) {
  VariantSummary summary;
  summary.cpu_seconds = cpu_seconds;
  summary.explanation = explanation;
  return summary;
}

std::vector<std::string> names(const std::vector<MovingCounter>& counters) {
  std::vector<std::string> names;
  for (const MovingCounter& each : counters) names.push_back(each.counter);
  return names;
}

TEST(MovingCounters, AreNearestToTheJoulesFirst) {
  const VariantSummary baseline = counted(3.0, {.page_faults_minor = 20.0, .instructions = 31.0, .cache_misses = 1.0});
  const VariantSummary variant = counted(1.0, {.page_faults_minor = 1.0, .instructions = 10.0, .cache_misses = 2.0});
  const MovingCounters moving = moving_counters(baseline, variant, {.ratio = 3.05, .margin = 0.02});
  // Logarithms: joules 1.115; instructions 1.131, CPU time 1.099, faults 3.0.
  EXPECT_THAT(names(moving.with), ElementsAre("instructions", "cpu_seconds", "page_faults_minor"));
  EXPECT_DOUBLE_EQ(*moving.with[0].ratio, 3.1);
  EXPECT_EQ(moving.with[2].baseline, 20.0);
  EXPECT_THAT(names(moving.against), ElementsAre("cache_misses"));
  EXPECT_DOUBLE_EQ(*moving.against[0].ratio, 0.5);
}

TEST(MovingCounters, FollowACostTheOtherWayRound) {
  const VariantSummary baseline = counted(1.0, {.instructions = 10.0, .cycles = 3.0, .cache_misses = 8.0});
  const VariantSummary variant = counted(2.0, {.instructions = 30.0, .cycles = 1.0, .cache_misses = 1.0});
  const MovingCounters moving = moving_counters(baseline, variant, {.ratio = 0.5, .margin = 0.02});
  EXPECT_THAT(names(moving.with), ElementsAre("cpu_seconds", "instructions"));
  EXPECT_THAT(names(moving.against), ElementsAre("cache_misses", "cycles")) << "the strongest objection first";
}

TEST(MovingCounters, SayNothingWithinTheMargin) {
  const VariantSummary baseline = counted(1.019, {.instructions = 1.021, .cycles = 1.0 / 1.019});
  const VariantSummary variant = counted(1.0, {.instructions = 1.0, .cycles = 1.0});
  const MovingCounters moving = moving_counters(baseline, variant, {.ratio = 2.0, .margin = 0.02});
  EXPECT_THAT(names(moving.with), ElementsAre("instructions"));
  EXPECT_THAT(moving.against, IsEmpty());
}

TEST(MovingCounters, HaveNoRatioWithAZeroButADirection) {
  const VariantSummary baseline = counted(1.0, {.page_faults_minor = 0.0, .page_faults_major = 3.0, .wake_ups = 5.0});
  const VariantSummary variant = counted(1.0, {.page_faults_minor = 120.0, .page_faults_major = 0.0, .wake_ups = 1.0});
  const MovingCounters moving = moving_counters(baseline, variant, {.ratio = 3.0, .margin = 0.02});
  EXPECT_THAT(names(moving.with), ElementsAre("wake_ups", "page_faults_major"));
  EXPECT_FALSE(moving.with[1].ratio);
  EXPECT_EQ(moving.with[1].baseline, 3.0);
  EXPECT_EQ(moving.with[1].variant, 0.0);
  ASSERT_THAT(names(moving.against), ElementsAre("page_faults_minor"));
  EXPECT_FALSE(moving.against[0].ratio);
}

TEST(MovingCounters, LeaveOutWhatOneSideDoesNotKnow) {
  const MovingCounters moving =
      moving_counters(counted(1.0, {.instructions = 5.0}), counted(1.0, {}), {.ratio = 3.0, .margin = 0.02});
  EXPECT_THAT(moving.with, IsEmpty());
  EXPECT_THAT(moving.against, IsEmpty());
}

Comparison first_comparison(const Cost& baseline, const Cost& variant) {
  const auto run = run_of(planned_hotspot("strings/build", {"python:concat", "python:join"}),
                          equal_rounds(12, {{baseline, variant}}), Provenance::measured);
  return analyse(run, {}).hotspots.at(0).comparisons.at(0);
}

TEST(MovingCounters, AreAskedForOfClearVerdictsOnly) {
  EXPECT_THAT(names(first_comparison({2.0, 12.0}, {1.0, 4.0}).moves_with), ElementsAre("cpu_seconds"));
  EXPECT_THAT(first_comparison({2.0, 4.0}, {1.0, 4.0}).moves_with, IsEmpty()) << "equivalent in joules";
  // Half the time but more joules: CPU time moves against them.
  EXPECT_THAT(names(first_comparison({2.0, 4.0}, {1.0, 8.0}).moves_against), ElementsAre("cpu_seconds"));
}

TEST(MovingCounters, GoWithTheTimeWhereNoJoulesAreKnown) {
  EXPECT_THAT(names(first_comparison({2.0}, {1.0}).moves_with), ElementsAre("cpu_seconds"));
}

}  // namespace
}  // namespace greenbench
