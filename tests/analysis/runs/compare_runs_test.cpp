#include "analysis/runs/compare_runs.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

struct Factors {
  double seconds = 1.0;
  double watts = 10.0;
};

/// Six rounds that differ by a percent up and down, one block each; every variant costs its factor.
HotspotRun rounds_of(const std::vector<Factors>& variants) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 6; ++index) {
    const double wobble = 1.0 + 0.01 * (index % 2 == 0 ? 1.0 : -1.0);
    std::vector<Cost> block;
    for (const Factors& factors : variants) {
      block.push_back({factors.seconds * wobble, factors.seconds * wobble * factors.watts});
    }
    measured.rounds.push_back(round_of(index, {block}));
  }
  return measured;
}

void add_hotspot(Run& run, const PlannedHotspot& planned, const HotspotRun& measured) {
  run.plan.hotspots.push_back(planned);
  run.hotspots.push_back(measured);
}

const PlannedHotspot build = planned_hotspot("strings/build", {"python:concat", "python:join"});
const PlannedHotspot control = planned_hotspot("control/aa", {"python:baseline", "python:same"});

Run run_with(const std::vector<Factors>& variants, Provenance provenance = Provenance::measured) {
  return run_of(build, rounds_of(variants), provenance);
}

RunComparison compared(const Run& before, const Run& after, std::optional<double> bound = {}) {
  return compare_runs({before, "old"}, {after, "new"}, {.analysis = {}, .fail_on_regression = bound});
}

TEST(CompareRuns, RatiosAreOldToNew) {
  const RunComparison comparison = compared(run_with({{2.0}, {1.0}}), run_with({{1.0}, {1.2}}));
  ASSERT_THAT(comparison.hotspots, SizeIs(1));
  const auto& variants = comparison.hotspots[0].variants;
  ASSERT_THAT(variants, SizeIs(2));
  EXPECT_EQ(variants[0].id.text(), "python:concat");
  EXPECT_TRUE(variants[0].baseline);
  EXPECT_NEAR(variants[0].time.value, 2.0, 1e-9);
  EXPECT_NEAR(variants[0].energy->value, 2.0, 1e-9);
  EXPECT_NEAR(variants[0].power->value, 1.0, 1e-9);
  EXPECT_EQ(variants[0].energy_verdict, ChangeVerdict::cheaper);
  EXPECT_NEAR(variants[1].time.value, 1.0 / 1.2, 1e-9);
  EXPECT_EQ(variants[1].time_verdict, ChangeVerdict::dearer);
  EXPECT_EQ(variants[1].rounds_before, 6U);
  EXPECT_EQ(comparison.comparisons, 2U);
}

TEST(CompareRuns, ARunIsEquivalentToItself) {
  const greenbench::Run run = run_with({{1.0}, {2.0}});
  const RunComparison comparison = compared(run, run);
  EXPECT_EQ(comparison.hotspots[0].variants[1].energy_verdict, ChangeVerdict::equivalent);
  EXPECT_THAT(comparison.environment, IsEmpty());
  EXPECT_THAT(comparison.not_compared, IsEmpty());
}

TEST(CompareRuns, HolmCountsEveryVariantOfEveryHotspotButControl) {
  greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = run_with({{1.0}, {1.01}});
  add_hotspot(before, control, rounds_of({{1.0}, {1.0}}));
  add_hotspot(after, control, rounds_of({{1.0}, {1.0}}));
  const RunComparison comparison = compared(before, after);
  EXPECT_EQ(comparison.comparisons, 2U);
  const RunRatio& smallest = comparison.hotspots[0].variants[1].time;
  EXPECT_NEAR(smallest.p_adjusted, 2.0 * smallest.p_value, 1e-12);
  EXPECT_EQ(comparison.hotspots[0].variants[0].time.p_adjusted, 1.0);
}

TEST(CompareRuns, ControlShowsTheDriftOfItsBaselineAlone) {
  greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = run_with({{1.0}, {1.0}});
  add_hotspot(before, control, rounds_of({{1.0}, {1.0}}));
  add_hotspot(after, control, rounds_of({{1.1}, {1.1}}));
  const RunComparison comparison = compared(before, after);
  EXPECT_THAT(comparison.hotspots, SizeIs(1));
  ASSERT_THAT(comparison.drift, SizeIs(1));
  EXPECT_EQ(comparison.drift[0].id.text(), "python:baseline");
  ASSERT_THAT(comparison.warnings, SizeIs(1));
  EXPECT_EQ(comparison.warnings[0].code, "machine_drift");
  EXPECT_THAT(comparison.warnings[0].text, HasSubstr("1.10x dearer"));
}

TEST(CompareRuns, MeasuredAndEstimatedJoulesAreNeverCompared) {
  const RunComparison comparison = compared(run_with({{1.0}, {1.0}}), run_with({{1.0}, {1.0}}, Provenance::estimated));
  EXPECT_FALSE(comparison.energy);
  EXPECT_EQ(comparison.energy_note, "the old run's joules are measured, the new run's estimated");
  EXPECT_FALSE(comparison.hotspots[0].variants[0].energy);
  EXPECT_FALSE(comparison.hotspots[0].variants[0].power);
  EXPECT_EQ(comparison.hotspots[0].variants[0].time_verdict, ChangeVerdict::equivalent);
}

Run estimated_run(const std::vector<Factors>& variants, double full_watts) {
  greenbench::Run run = run_with(variants, Provenance::estimated);
  run.plan.power_model =
      PowerModel{"vm", "", 1, {0.0, 0.0, 0.0}, {full_watts, full_watts, full_watts}, {0.0, 0.0, 0.0}};
  return run;
}

TEST(CompareRuns, EstimatesAreComparedWithinOneModelOnly) {
  const greenbench::Run before = estimated_run({{1.0}, {1.0}}, 10.0);
  const RunComparison same = compared(before, estimated_run({{0.5}, {1.0}}, 10.0));
  EXPECT_EQ(same.energy, Provenance::estimated);
  EXPECT_EQ(same.hotspots[0].variants[0].energy_verdict, ChangeVerdict::cheaper);
  EXPECT_TRUE(same.hotspots[0].variants[0].energy->model_interval);
  const RunComparison other = compared(before, estimated_run({{0.5}, {1.0}}, 11.0));
  EXPECT_FALSE(other.energy);
  EXPECT_THAT(other.energy_note, HasSubstr("power model"));
}

TEST(CompareRuns, JoulesOfOtherDomainsAreNotCompared) {
  greenbench::Run after = run_with({{1.0}, {1.0}});
  after.plan.domains[0].name = "psys";
  EXPECT_THAT(compared(run_with({{1.0}, {1.0}}), after).energy_note, HasSubstr("package-0"));
  after.plan.domains[0].counted = false;
  EXPECT_EQ(compared(run_with({{1.0}, {1.0}}), after).energy_note, "the new run counted no joules");
}

TEST(CompareRuns, AVariantBelowResolutionKeepsItsTime) {
  greenbench::Run after = run_with({{1.0}, {1.0}});
  after.hotspots[0].rounds[2].samples[1].energy_total_joules = 0.0;
  const VariantChange join = compared(run_with({{1.0}, {1.0}}), after).hotspots[0].variants[1];
  EXPECT_FALSE(join.energy);
  EXPECT_EQ(join.energy_note, "below resolution in the new run");
  EXPECT_EQ(join.time_verdict, ChangeVerdict::equivalent);
}

TEST(CompareRuns, VoidBlocksDoNotCount) {
  const greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = before;
  after.hotspots[0].rounds[0].samples[0].wall_seconds *= 100.0;
  after.hotspots[0].rounds[0].samples[0].void_reason = "suspended";
  const RunComparison comparison = compared(before, after);
  EXPECT_EQ(comparison.hotspots[0].variants[0].rounds_after, 5U);
  EXPECT_NEAR(comparison.hotspots[0].variants[0].time.value, 1.0, 0.01);
}

TEST(CompareRuns, SaysWhatIsNotComparedAndWhy) {
  greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = before;
  const auto add_to_both = [&](const char* id) {
    add_hotspot(before, planned_hotspot(id, {"cpp:one"}), rounds_of({{1.0}}));
    add_hotspot(after, planned_hotspot(id, {"cpp:one"}), rounds_of({{1.0}}));
  };
  for (const char* id : {"a/resized", "a/failed_now", "a/failed_then"}) add_to_both(id);
  add_hotspot(before, planned_hotspot("a/gone", {"cpp:one"}), rounds_of({{1.0}}));
  add_hotspot(after, planned_hotspot("a/came", {"cpp:one"}), rounds_of({{1.0}}));
  after.plan.hotspots[1].size = 200;
  after.hotspots[2].failure = Failure{.kind = Failure::Kind::crashed, .reason = "signal 11", .detail = "", .round = 1};
  before.hotspots[3].failure = after.hotspots[2].failure;
  after.plan.hotspots[0].variants.pop_back();
  for (RoundRecord& round : after.hotspots[0].rounds) round.samples.pop_back();
  const auto entries = compared(before, after).not_compared;
  ASSERT_THAT(entries, SizeIs(6));
  EXPECT_EQ(entries[0].variant->text(), "python:join");
  EXPECT_EQ(entries[0].reason, "not in the new run");
  EXPECT_TRUE(entries[0].lost);
  EXPECT_EQ(entries[1].reason, "n = 0 in the old run, 200 in the new");
  EXPECT_EQ(entries[2].reason, "failed in the new run: signal 11");
  EXPECT_TRUE(entries[2].lost);
  EXPECT_EQ(entries[3].reason, "failed in the old run: signal 11");
  EXPECT_FALSE(entries[3].lost);
  EXPECT_EQ(entries[4].hotspot, "a/gone");
  EXPECT_EQ(entries[5].reason, "not in the old run");
  EXPECT_FALSE(entries[5].lost);
}

TEST(CompareRuns, OverallIsTheGeometricMeanOverVariants) {
  greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = run_with({{0.5}, {1.0}});
  EXPECT_NEAR(compared(before, after).overall->time.value, std::sqrt(2.0), 1e-9);
  add_hotspot(before, planned_hotspot("a/one", {"cpp:one"}), rounds_of({{4.0}}));
  add_hotspot(after, planned_hotspot("a/one", {"cpp:one"}), rounds_of({{1.0}}));
  const OverallChange overall = *compared(before, after).overall;
  EXPECT_EQ(overall.variants, 3U);
  EXPECT_EQ(overall.hotspots, 2U);
  EXPECT_NEAR(overall.time.value, 2.0, 1e-9);  // the cube root of 2 x 1 x 4
  EXPECT_NEAR(overall.energy->value, 2.0, 1e-9);
  EXPECT_LT(overall.time.interval->low, 2.0);
}

TEST(CompareRuns, OneVariantHasNoOverall) {
  const greenbench::Run run = run_of(planned_hotspot("a/one", {"cpp:one"}), rounds_of({{4.0}}), Provenance::measured);
  EXPECT_FALSE(compared(run, run).overall);
}

TEST(CompareRuns, LoadThatDiffersMuchIsAWarning) {
  greenbench::Run before = run_with({{1.0}, {1.0}});
  greenbench::Run after = before;
  before.environment = {{"load_before", "0.10 0.1 0.1 1/100 7"}};
  after.environment = {{"load_before", "3.20 0.1 0.1 1/100 7"}};
  const RunComparison comparison = compared(before, after);
  ASSERT_THAT(comparison.warnings, SizeIs(1));
  EXPECT_EQ(comparison.warnings[0].code, "load_differs");
  EXPECT_THAT(comparison.environment, IsEmpty());
}

TEST(CompareRuns, TheGateLooksAtEnergyOrAtTimeWhereThereIsNone) {
  const greenbench::Run before = run_with({{1.0}, {1.0}});
  EXPECT_EQ(compared(before, run_with({{1.0}, {1.0, 12.0}}), 0.05).gate->regressions.at(0).quantity, CostKind::energy);
  const RunComparison by_time = compared(before, run_with({{1.2}, {1.0}}, Provenance::estimated), 0.05);
  EXPECT_EQ(by_time.gate->outcome, GateOutcome::failed);
  EXPECT_EQ(by_time.gate->regressions.at(0).quantity, CostKind::time);
  EXPECT_FALSE(compared(before, before).gate);
}

}  // namespace
}  // namespace greenbench
