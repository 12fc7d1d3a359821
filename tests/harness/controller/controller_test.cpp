#include "harness/controller/controller.hpp"

#include <gtest/gtest.h>

#include <set>

#include "harness/worker/measuring.hpp"

namespace greenbench {
namespace {

Run run_with_workers(const std::vector<std::size_t>& workers) {
  Run run;
  for (const std::size_t count : workers) {
    run.plan.hotspots.emplace_back();
    run.hotspots.emplace_back();
    run.hotspots.back().workers.resize(count);
  }
  return run;
}

TEST(NextHotspot, TakesTurnsSoThatAllShareTheRunsTime) {
  EXPECT_EQ(next_hotspot(run_with_workers({0, 0, 0})), 0U);
  EXPECT_EQ(next_hotspot(run_with_workers({1, 0, 0})), 1U);
  EXPECT_EQ(next_hotspot(run_with_workers({1, 1, 0})), 2U);
  EXPECT_EQ(next_hotspot(run_with_workers({1, 1, 1})), 0U);
}

TEST(NextHotspot, SkipsWhatHasStopped) {
  greenbench::Run run = run_with_workers({1, 2});
  run.hotspots[0].stop = StopReason::precision_reached;
  EXPECT_EQ(next_hotspot(run), 1U);
  run.hotspots[1].stop = StopReason::failed;
  EXPECT_FALSE(next_hotspot(run));
}

TEST(PlannedWorker, FollowsFromThePlanAlone) {
  Plan plan;
  plan.seed = 12;
  const WorkerRecord once = planned_worker(plan, 2, 5);
  const WorkerRecord again = planned_worker(plan, 2, 5);
  EXPECT_EQ(once.seed, again.seed);
  EXPECT_EQ(once.hash_seed, again.hash_seed);
  EXPECT_EQ(once.environment_padding_bytes, again.environment_padding_bytes);
  EXPECT_NE(once.seed, planned_worker(plan, 2, 6).seed);
}

TEST(PlannedWorker, SpreadsTheEnvironmentOverAPage) {
  Plan plan;
  std::set<std::uint32_t> paddings;
  for (std::uint32_t i = 0; i < 40; ++i) paddings.insert(planned_worker(plan, 0, i).environment_padding_bytes);
  EXPECT_GT(paddings.size(), 35U);
  EXPECT_LT(*paddings.rbegin(), 4096U);
  EXPECT_GT(*paddings.rbegin(), 3000U);
}

TEST(DecideStop, AFailureEndsTheHotspot) {
  HotspotRun measured;
  measured.failure = Failure{Failure::Kind::crashed, "signal 11", {}, {}};
  decide_stop({}, {}, measured);
  EXPECT_EQ(measured.stop, StopReason::failed);
}

TEST(BlocksFor, FillsTheWorkersTime) {
  Limits limits;
  limits.worker_seconds = 2.0;
  EXPECT_EQ(blocks_for(Seconds{0.1}, limits, 10), 20U);
  EXPECT_EQ(blocks_for(Seconds{0.2}, limits, 10), 10U);
}

TEST(BlocksFor, KeepsTenBlocksAsLongAsAWorkerStaysBearable) {
  Limits limits;
  limits.worker_seconds = 2.0;
  EXPECT_EQ(blocks_for(Seconds{0.5}, limits, 10), 10U);  // 5 s
  EXPECT_EQ(blocks_for(Seconds{1.0}, limits, 10), 6U);   // ten would take 10 s
  EXPECT_EQ(blocks_for(Seconds{60.0}, limits, 10), 3U);
}

TEST(WantedRegion, IsTenUpdatePeriodsOfTheSlowestCountedDomain) {
  Limits limits;
  limits.min_region_seconds = 0.01;
  Domain package;
  package.counted = true;
  package.update_period = Seconds{0.001};
  Domain psys;
  psys.update_period = Seconds{1.0};
  EXPECT_DOUBLE_EQ(wanted_region(limits, {}).value(), 0.01);
  EXPECT_DOUBLE_EQ(wanted_region(limits, {package, psys}).value(), 0.01);
  package.update_period = Seconds{0.1};
  EXPECT_DOUBLE_EQ(wanted_region(limits, {package, psys}).value(), 1.0);
}

TEST(ToSample, AnUnreadableCounterLeavesTheJoulesEmpty) {
  Repetition repetition;
  repetition.iterations = 3;
  repetition.library_time = Seconds{0.5};
  repetition.energy = MeterFault{MeterFault::Kind::unreadable, "zone/energy_uj: no data"};
  const Sample sample = to_sample(repetition);
  EXPECT_FALSE(sample.energy_total_joules);
  EXPECT_TRUE(sample.domain_joules.empty());
  EXPECT_EQ(sample.void_reason, "zone/energy_uj: no data");
}

}  // namespace
}  // namespace greenbench
