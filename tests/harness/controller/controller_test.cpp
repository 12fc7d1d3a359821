#include "harness/controller/controller.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace greenbench {
namespace {

Run run_with_rounds(const std::vector<std::size_t>& rounds) {
  Run run;
  for (const std::size_t count : rounds) {
    run.plan.hotspots.emplace_back();
    run.hotspots.emplace_back();
    run.hotspots.back().rounds.resize(count);
  }
  return run;
}

TEST(NextHotspot, TakesTurnsSoThatAllShareTheRunsTime) {
  EXPECT_EQ(next_hotspot(run_with_rounds({0, 0, 0})), 0U);
  EXPECT_EQ(next_hotspot(run_with_rounds({1, 0, 0})), 1U);
  EXPECT_EQ(next_hotspot(run_with_rounds({1, 1, 0})), 2U);
  EXPECT_EQ(next_hotspot(run_with_rounds({1, 1, 1})), 0U);
}

TEST(NextHotspot, SkipsWhatHasStopped) {
  greenbench::Run run = run_with_rounds({1, 2});
  run.hotspots[0].stop = StopReason::precision_reached;
  EXPECT_EQ(next_hotspot(run), 1U);
  run.hotspots[1].stop = StopReason::failed;
  EXPECT_FALSE(next_hotspot(run));
}

/// A plan of two hotspots, of which the second talks to the local server.
Plan plan_of_two() {
  Plan plan;
  plan.seed = 12;
  plan.hotspots.resize(2);
  plan.hotspots[1].server = ServerSettings{};
  return plan;
}

TEST(PlannedRound, FollowsFromThePlanAlone) {
  const Plan plan = plan_of_two();
  const std::vector<int> cpus{0, 1, 2, 3};
  const RoundRecord once = planned_round(plan, 0, 5, cpus);
  const RoundRecord again = planned_round(plan, 0, 5, cpus);
  EXPECT_EQ(once.seed, again.seed);
  EXPECT_EQ(once.hash_seed, again.hash_seed);
  EXPECT_EQ(once.environment_padding_bytes, again.environment_padding_bytes);
  EXPECT_EQ(once.cpu, again.cpu);
  EXPECT_NE(once.seed, planned_round(plan, 0, 6, cpus).seed);
  EXPECT_NE(once.seed, planned_round(plan, 1, 5, cpus).seed);
}

TEST(PlannedRound, SpreadsTheEnvironmentOverAPage) {
  const Plan plan = plan_of_two();
  std::set<std::uint32_t> paddings;
  for (std::uint32_t i = 0; i < 40; ++i) paddings.insert(planned_round(plan, 0, i, {}).environment_padding_bytes);
  EXPECT_GT(paddings.size(), 35U);
  EXPECT_LT(*paddings.rbegin(), 4096U);
  EXPECT_GT(*paddings.rbegin(), 3000U);
}

TEST(PlannedRound, HasOneOfTheCpusThatMayBeUsedAndInTimeEachOfThem) {
  const Plan plan = plan_of_two();
  const std::vector<int> cpus{2, 3, 7};
  std::map<int, int> rounds;
  for (std::uint32_t i = 0; i < 60; ++i) ++rounds[planned_round(plan, 0, i, cpus).cpu.value_or(-1)];
  ASSERT_EQ(rounds.size(), 3U);
  for (const int cpu : cpus) EXPECT_GT(rounds[cpu], 10) << "CPU " << cpu << " of 60 rounds, 20 of which are its due";
}

TEST(PlannedRound, HasAllCpusWhereTheHotspotUsesTheServerOrNoneIsKnown) {
  const Plan plan = plan_of_two();
  const std::vector<int> cpus{0, 1};
  EXPECT_TRUE(planned_round(plan, 0, 0, cpus).cpu);
  EXPECT_FALSE(planned_round(plan, 1, 0, cpus).cpu);
  EXPECT_FALSE(planned_round(plan, 0, 0, {}).cpu);
}

TEST(DecideStop, AFailureEndsTheHotspot) {
  HotspotRun measured;
  measured.failure = Failure{Failure::Kind::crashed, "signal 11", {}, {}};
  decide_stop({}, {}, measured);
  EXPECT_EQ(measured.stop, StopReason::failed);
}

}  // namespace
}  // namespace greenbench
