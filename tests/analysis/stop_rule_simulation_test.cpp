// Does stopping on width keep the error of the verdicts? The real stop rule and the real analysis on simulated workers.
#include <gtest/gtest.h>

#include <cmath>
#include <vector>

#include "analysis/analyse.hpp"
#include "analysis/stop_rule.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

const PlannedHotspot planned = planned_hotspot("strings/build", {"python:concat", "python:join"});

struct World {
  double true_ratio = 1.0;
  double worker_effect = 0.04;
};

WorkerRecord simulated_worker(Noise& noise, World world) {
  const double effect = world.worker_effect * noise.normal();
  std::vector<std::vector<Cost>> blocks;
  for (int block = 0; block < 10; ++block) {
    const double burst = noise.uniform() < 0.1 ? noise.exponential() : 0.0;
    const double baseline = world.true_ratio * std::exp(effect + burst + 0.03 * noise.student_t3());
    const double variant = std::exp(burst + 0.03 * noise.student_t3());
    blocks.push_back({{baseline, 50.0 * baseline}, {variant, 50.0 * variant}});
  }
  return worker_of(0, blocks);
}

HotspotRun run_until_stopped(Noise& noise, World world) {
  const StopRule rule;  // 2%, 10 to 40 workers
  HotspotRun measured;
  while (measured.stop == StopReason::not_finished) {
    measured.workers.push_back(simulated_worker(noise, world));
    measured.stop = stop_state(rule, planned, measured, 0.0).stop.value_or(StopReason::not_finished);
  }
  return measured;
}

struct Tally {
  int trials = 0;
  int verdicts = 0;  ///< saves or costs
  int rejections = 0;
  int covered = 0;
  int precise = 0;
  std::size_t workers = 0;
};

Tally simulate(int trials, std::uint64_t seed, World world) {
  Noise noise{seed};
  Tally tally{.trials = trials};
  for (int trial = 0; trial < trials; ++trial) {
    const HotspotRun measured = run_until_stopped(noise, world);
    const Comparison comparison =
        analyse(run_of(planned, measured, Provenance::measured), {}).hotspots[0].comparisons[0];
    const Interval& interval = *comparison.energy->interval;
    const Verdict verdict = comparison.energy_verdict;
    tally.verdicts += verdict == Verdict::saves || verdict == Verdict::costs ? 1 : 0;
    tally.rejections += comparison.energy->p_value <= 0.05 ? 1 : 0;
    tally.covered += interval.low <= world.true_ratio && world.true_ratio <= interval.high ? 1 : 0;
    tally.precise += measured.stop == StopReason::precision_reached ? 1 : 0;
    tally.workers += measured.workers.size();
  }
  testing::Test::RecordProperty("verdicts", tally.verdicts);
  testing::Test::RecordProperty("rejections", tally.rejections);
  testing::Test::RecordProperty("covered", tally.covered);
  testing::Test::RecordProperty("precise", tally.precise);
  testing::Test::RecordProperty("workers", std::to_string(tally.workers));
  return tally;
}

/// Three standard errors of a share of `probability` over `trials`: what chance alone may add.
double monte_carlo_error(double probability, int trials) {
  return 3.0 * std::sqrt(probability * (1.0 - probability) / trials);
}

TEST(StopRuleSimulation, FalseVerdictsStayAtFivePercentWhereWorkersDifferByTwoPercent) {
  const Tally tally = simulate(1000, 31, {.true_ratio = 1.0, .worker_effect = 0.02});
  const double share = static_cast<double>(tally.verdicts) / tally.trials;
  EXPECT_LE(share, 0.05 + monte_carlo_error(0.05, tally.trials));
}

// Where workers differ by 3 to 5%, the run often stops at a moment when they happen to agree, and then the interval is
// a little too narrow: 20,000 trials with normal workers gave 5.5 to 6.5% false verdicts, not 5%. The bound here is
// the 7% that goes with the 93% coverage promised for stopping on width. Stopping on p would give about 27%.
TEST(StopRuleSimulation, FalseVerdictsStayNearSevenPercentAtMostWhereWorkersDifferByFourPercent) {
  const Tally tally = simulate(1000, 31, {.true_ratio = 1.0, .worker_effect = 0.04});
  const double share = static_cast<double>(tally.verdicts) / tally.trials;
  EXPECT_LE(share, 0.07 + monte_carlo_error(0.07, tally.trials));
}

TEST(StopRuleSimulation, CoverageSurvivesStoppingOnWidth) {
  const Tally tally = simulate(600, 32, {.true_ratio = 1.1});
  const double error = monte_carlo_error(0.95, tally.trials);
  EXPECT_GE(static_cast<double>(tally.covered) / tally.trials, 0.93 - error);
  EXPECT_LE(static_cast<double>(tally.covered) / tally.trials, 0.97 + error);
}

TEST(StopRuleSimulation, ReachesTwoPercentBeforeTheLastWorkerUnderFourPercentEffects) {
  const Tally tally = simulate(100, 33, {.true_ratio = 1.1});
  EXPECT_GE(tally.precise, 90);
  EXPECT_GT(tally.workers, 10U * 100U);  // and yet ten workers are seldom enough
}

}  // namespace
}  // namespace greenbench
