#include "analysis/analyse.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <stdexcept>

#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::DoubleNear;

/// Six and a half words of a run: two Python variants, the second at half the time and a third of the energy.
Run simple_run(std::uint32_t rounds = 12) {
  const auto planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
  return run_of(planned, equal_rounds(rounds, {{{2.0, 12.0}, {1.0, 4.0}}}), Provenance::measured);
}

void add_hotspot(Run& run, const std::string& id, std::uint32_t rounds) {
  run.plan.hotspots.push_back(planned_hotspot(id, {"python:concat", "python:join"}));
  run.hotspots.push_back(equal_rounds(rounds, {{{2.0, 12.0}, {1.0, 4.0}}}));
}

TEST(Analyse, FillsEveryPartOfAComparison) {
  const Report report = analyse(simple_run(), {});
  ASSERT_EQ(report.hotspots.size(), 1U);
  const Comparison& comparison = report.hotspots[0].comparisons.at(0);
  EXPECT_EQ(comparison.baseline.text(), "python:concat");
  EXPECT_EQ(comparison.variant.text(), "python:join");
  EXPECT_EQ(comparison.rounds, 12U);
  EXPECT_THAT(comparison.energy->value, DoubleNear(3.0, 1e-12));
  EXPECT_THAT(comparison.time.value, DoubleNear(2.0, 1e-12));
  EXPECT_THAT(comparison.power->value, DoubleNear(1.5, 1e-12));
  EXPECT_THAT(comparison.split->energy, DoubleNear(3.0, 1e-12));
  EXPECT_EQ(comparison.energy->p_value, 2.0 / 4096.0);
  EXPECT_EQ(comparison.energy_verdict, Verdict::saves);
  EXPECT_EQ(comparison.time_verdict, Verdict::saves);
  EXPECT_EQ(comparison.verdict_note, "");
  EXPECT_FALSE(comparison.energy->model_interval);
  EXPECT_EQ(report.hotspots[0].variants.size(), 2U);
  EXPECT_EQ(report.provenance, Provenance::measured);
  EXPECT_EQ(report.comparisons, 1U);
}

TEST(Analyse, KeepsTheRunWithoutItsSamples) {
  auto run = simple_run();
  run.greenbench_version = "1.2.3";
  run.environment = {{"cpu_model", "a CPU"}};
  run.idle.after = IdlePower{.started_at = 1.0, .seconds = 2.0, .watts = 4.0, .uncertainty_watts = 0.1};
  run.hotspots[0].peak_memory = {PeakMemory{.resident_before_bytes = 40, .peak_resident_bytes = 120}, std::nullopt};
  run.hotspots[0].rounds[3].hash_seed = 99;
  const Report report = analyse(run, {.level = 0.9, .margin = 0.05});
  EXPECT_EQ(report.run.greenbench_version, "1.2.3");
  EXPECT_EQ(report.run.environment.at(0).value, "a CPU");
  EXPECT_EQ(report.run.hotspots.at(0).rounds.at(3).hash_seed, 99U);
  ASSERT_TRUE(report.run.idle.after);
  EXPECT_EQ(report.run.idle.after->watts, 4.0);
  ASSERT_EQ(report.run.hotspots[0].peak_memory.size(), 2U);
  EXPECT_EQ(report.run.hotspots[0].peak_memory[0]->growth_bytes(), 80U);
  EXPECT_TRUE(report.run.hotspots[0].rounds[3].samples.empty());
  EXPECT_EQ(report.settings.margin, 0.05);
}

TEST(Analyse, StatesTheShareOfTimeSpentMeasuring) {
  auto run = simple_run(2);  // 2 rounds x 4 iterations x 3 s = 24 s
  run.wall_seconds = 32.0;
  EXPECT_THAT(analyse(run, {}).measured_fraction, DoubleNear(0.75, 1e-12));
  run.wall_seconds = 0.0;
  EXPECT_EQ(analyse(run, {}).measured_fraction, 0.0);
}

TEST(Analyse, CountsBlocksAndKeepsReasons) {
  auto run = simple_run();
  run.hotspots[0].rounds[0].samples[1].void_reason = "suspended";
  run.hotspots[0].stop = StopReason::max_rounds;
  const HotspotReport hotspot = analyse(run, {}).hotspots[0];
  EXPECT_EQ(hotspot.rounds, 11U);
  EXPECT_EQ(hotspot.blocks, 11U);
  EXPECT_EQ(hotspot.void_blocks, 1U);
  EXPECT_EQ(hotspot.stop, StopReason::max_rounds);
}

TEST(Analyse, AdjustsOverAllHotspotsButControls) {
  auto run = simple_run(8);
  add_hotspot(run, "strings/csv_export", 8);
  add_hotspot(run, "control/aa", 8);
  const Report report = analyse(run, {});
  EXPECT_EQ(report.comparisons, 2U);
  // 2 / 2^8, twice because the run may stop on width, and for the first of two comparisons twice again.
  EXPECT_EQ(report.hotspots[0].comparisons[0].energy->p_adjusted, 3.0 * 2.0 * 2.0 / 256.0);
  EXPECT_EQ(report.hotspots[2].comparisons[0].energy->p_adjusted, 3.0 * 2.0 / 256.0);
  run.plan.limits.max_rounds = run.plan.limits.min_rounds;
  EXPECT_EQ(analyse(run, {}).hotspots[0].comparisons[0].energy->p_adjusted, 2.0 * 2.0 / 256.0);
}

TEST(Analyse, CallsAClearDifferenceOfSixRoundsASavingAmongTwentyComparisons) {
  auto run = simple_run(6);
  for (int hotspot = 1; hotspot < 20; ++hotspot) add_hotspot(run, "strings/h" + std::to_string(hotspot), 6);
  for (HotspotRun& hotspot : run.hotspots) {
    double factor = 1.0;
    for (RoundRecord& round : hotspot.rounds) {
      round.samples[0].wall_seconds *= factor;
      round.samples[0].energy_total_joules = *round.samples[0].energy_total_joules * factor;
      factor *= 1.001;
    }
  }
  const Report report = analyse(run, {});
  EXPECT_EQ(report.comparisons, 20U);
  for (const HotspotReport& hotspot : report.hotspots) {
    EXPECT_EQ(hotspot.comparisons.at(0).energy_verdict, Verdict::saves);
    EXPECT_EQ(hotspot.comparisons.at(0).time_verdict, Verdict::saves);
  }
}

TEST(Analyse, IntervalsOfAFixedNumberOfRoundsAreNarrower) {
  auto run = simple_run(12);
  for (RoundRecord& round : run.hotspots[0].rounds) {
    round.samples[0].wall_seconds *= 1.0 + 0.01 * round.index * round.index;  // no two averages are equal
  }
  const Ratio stopped = analyse(run, {}).hotspots[0].comparisons.at(0).time;
  run.plan.limits.max_rounds = run.plan.limits.min_rounds;
  const Ratio fixed = analyse(run, {}).hotspots[0].comparisons.at(0).time;
  EXPECT_LT(stopped.interval->low, fixed.interval->low);
  EXPECT_LT(stopped.equivalence_interval->low, fixed.equivalence_interval->low);
  EXPECT_EQ(stopped.interval->level, 0.95);
  EXPECT_EQ(stopped.p_value, fixed.p_value);
}

TEST(Analyse, GivesSecondsAVerdictOfTheirOwn) {
  auto run = simple_run(12);  // 3 times the joules, twice the time
  for (RoundRecord& round : run.hotspots[0].rounds) round.samples[0].wall_seconds = round.samples[1].wall_seconds;
  const Comparison comparison = analyse(run, {}).hotspots[0].comparisons.at(0);
  EXPECT_EQ(comparison.energy_verdict, Verdict::saves);
  EXPECT_EQ(comparison.time_verdict, Verdict::equivalent);
}

TEST(Analyse, BelowResolutionIsNeverANumber) {
  auto run = simple_run();
  run.hotspots[0].rounds[5].samples[1].energy_total_joules = 0.0;
  const HotspotReport hotspot = analyse(run, {}).hotspots[0];
  EXPECT_FALSE(hotspot.comparisons[0].energy);
  EXPECT_FALSE(hotspot.comparisons[0].split);
  EXPECT_EQ(hotspot.comparisons[0].energy_verdict, Verdict::inconclusive);
  EXPECT_EQ(hotspot.comparisons[0].verdict_note, "below resolution");
  EXPECT_EQ(hotspot.comparisons[0].time_verdict, Verdict::saves);
}

TEST(Analyse, ReportsHotspotsThatWereNotBegun) {
  auto run = simple_run();
  run.plan.hotspots.push_back(planned_hotspot("strings/csv_export", {"python:concat"}));
  const Report report = analyse(run, {});
  ASSERT_EQ(report.hotspots.size(), 2U);
  EXPECT_EQ(report.hotspots[1].stop, StopReason::not_finished);
  EXPECT_TRUE(report.hotspots[1].variants.empty());
}

TEST(Analyse, RejectsSettingsOutOfRange) {
  EXPECT_THROW((void)analyse(simple_run(), {.level = 1.0}), std::invalid_argument);
  EXPECT_THROW((void)analyse(simple_run(), {.level = 0.95, .margin = -0.01}), std::invalid_argument);
  auto run = simple_run();
  run.plan.hotspots.clear();
  EXPECT_THROW((void)analyse(run, {}), std::invalid_argument);
}

/// The variant needs 20% less CPU time but holds 2 GiB more: it saves joules only where memory is cheap.
Run estimated_run(double most_memory_watts_per_gib) {
  auto run = simple_run();
  const auto domain = [](const std::string& name) {
    DomainRecord record;
    record.name = name;
    record.provenance = Provenance::estimated;
    record.counted = true;
    return record;
  };
  run.plan.domains = {domain("cpu_active"), domain("memory")};
  run.plan.power_model = PowerModel{.name = "test",
                                    .reason = "test",
                                    .cpus = 1,
                                    .idle_watts_per_cpu = {0.0, 0.0, 0.0},
                                    .full_watts_per_cpu = {10.0, 10.0, 10.0},
                                    .memory_watts_per_gib = {0.1, 0.1, most_memory_watts_per_gib}};
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) {
      // 10 s each: 10 CPU-seconds and nothing resident against 8 CPU-seconds and 2 GiB, 100 J against 80 + 2 J.
      const bool variant = sample.variant == 1;
      sample.wall_seconds = 10.0;
      sample.domain_joules = {variant ? 80.0 : 100.0, variant ? 2.0 : 0.0};
      sample.energy_total_joules = variant ? 82.0 : 100.0;
    }
  }
  return run;
}

TEST(AnalyseEstimate, CannotTellWhatItsModelIsWrongBy) {
  const Report report = analyse(estimated_run(0.2), {});  // 100 J against 82 J
  const Comparison& comparison = report.hotspots[0].comparisons[0];
  EXPECT_EQ(report.provenance, Provenance::estimated);
  EXPECT_EQ(comparison.energy_verdict, Verdict::inconclusive);
  EXPECT_EQ(comparison.verdict_note, "differences below 1.5x are beyond this estimate");
  ASSERT_TRUE(comparison.energy->model_interval && report.model_errors);
  const double factor = report.model_errors->one_core.factor;
  EXPECT_EQ(comparison.energy->model_error, factor);
  EXPECT_THAT(comparison.energy->model_interval->low, DoubleNear(100.0 / 82.0 / factor, 1e-9));
  EXPECT_THAT(comparison.energy->model_interval->high, DoubleNear(100.0 / 82.0 * factor, 1e-9));
  EXPECT_THAT(comparison.energy->interval->low, DoubleNear(100.0 / 82.0, 1e-9)) << "noise stands apart";
}

TEST(AnalyseEstimate, TellsWhatIsBeyondItsModelsError) {
  auto run = estimated_run(0.2);
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) {
      if (sample.variant == 1) sample.energy_total_joules = sample.domain_joules[0] = 40.0;
      if (sample.variant == 1) sample.domain_joules[1] = 0.0;
    }
  }
  EXPECT_EQ(analyse(run, {}).hotspots[0].comparisons[0].energy_verdict, Verdict::saves);
}

TEST(AnalyseEstimate, TakesTheRangeOfItsParametersWhereThatIsWider) {
  const Comparison comparison = analyse(estimated_run(4.0), {}).hotspots[0].comparisons[0];  // up to 160 J
  EXPECT_EQ(comparison.energy_verdict, Verdict::inconclusive);
  EXPECT_THAT(comparison.energy->value, DoubleNear(100.0 / 82.0, 1e-9));
  EXPECT_THAT(comparison.energy->model_interval->low, DoubleNear(100.0 / 160.0, 1e-9));
}

TEST(AnalyseEstimate, HasNoModelErrorOfIdenticalCode) {
  auto run = estimated_run(0.2);
  run.plan.hotspots[0].id = "control/aa";
  for (RoundRecord& round : run.hotspots[0].rounds) {
    for (Sample& sample : round.samples) {
      sample.domain_joules = {100.0, 0.0};
      sample.energy_total_joules = 100.0;
    }
  }
  const Comparison comparison = analyse(run, {}).hotspots[0].comparisons[0];
  EXPECT_EQ(comparison.energy_verdict, Verdict::equivalent);
  EXPECT_FALSE(comparison.energy->model_interval);
}

TEST(AnalyseScale, ALongRoundIsNoQuadraticWork) {
  // 150,000 blocks in each of seven rounds: quadratic work over them would take hours, not the test's time limit.
  Noise noise{1};
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 7; ++index) {
    std::vector<std::vector<Cost>> blocks;
    for (int block = 0; block < 150'000; ++block) blocks.push_back({{1.1 + noise.uniform()}, {1.0 + noise.uniform()}});
    measured.rounds.push_back(round_of(index, blocks));
  }
  const Report report =
      analyse(run_of(planned_hotspot("strings/build", {"python:a", "python:b"}), measured, Provenance::measured), {});
  EXPECT_EQ(report.hotspots[0].blocks, 1'050'000U);
  EXPECT_EQ(report.hotspots[0].comparisons[0].time_verdict, Verdict::saves);
}

TEST(AnalyseScale, ManyRoundsAreNoQuadraticWork) {
  // 200,000 rounds of one block: all pairs of them, for a slope or an average, would take minutes and gigabytes.
  Noise noise{2};
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 200'000; ++index) {
    measured.rounds.push_back(round_of(index, {{{1.1 + noise.uniform()}, {1.0 + noise.uniform()}}}));
  }
  const Report report =
      analyse(run_of(planned_hotspot("strings/build", {"python:a", "python:b"}), measured, Provenance::measured), {});
  EXPECT_EQ(report.hotspots[0].comparisons[0].rounds, 200'000U);
  EXPECT_LT(std::abs(report.hotspots[0].comparisons[0].diagnostics->trend.change), 0.1);
}

TEST(Analyse, DiagnosesComparisonsAndPositions) {
  auto run = simple_run(12);
  for (std::uint32_t round = 0; round < 12; ++round) {
    std::vector<Sample>& samples = run.hotspots[0].rounds[round].samples;
    samples[1].position = 1;
    *samples[0].energy_total_joules *= std::exp(0.01 * round);  // ln 3 to ln 3 + 0.11 from the first to the last
  }
  const HotspotReport hotspot = analyse(run, {}).hotspots[0];
  ASSERT_TRUE(hotspot.comparisons[0].diagnostics);
  EXPECT_EQ(hotspot.comparisons[0].diagnostics->metric, Metric::energy);
  EXPECT_THAT(hotspot.comparisons[0].diagnostics->trend.change, DoubleNear(0.11, 1e-12));
  ASSERT_TRUE(hotspot.position_effect);
  EXPECT_EQ(hotspot.position_effect->metric, Metric::energy);
  EXPECT_THAT(hotspot.position_effect->first, DoubleNear(0.0, 1e-12));  // one block: each variant is its own centre
}

}  // namespace
}  // namespace greenbench
