#include "analysis/warnings/diagnostics.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "analysis/warnings/autocorrelation.hpp"
#include "analysis/warnings/variance_parts.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

/// Four rounds of unequal size, the last with two blocks only.
const BlockRatios unequal{{1.0, 1.4, 0.8, 1.2}, {2.0, 2.3, 1.7}, {0.5, 0.9, 0.4, 0.6, 0.7}, {1.6, 1.1}};

TEST(Autocorrelation, OfOneDriftingRound) {
  // e = -1.5 -0.5 0.5 1.5: (0.75 - 0.25 + 0.75) / 5
  EXPECT_DOUBLE_EQ(lag1_autocorrelation({{0.0, 1.0, 2.0, 3.0}})->value, 0.25);
}

TEST(Autocorrelation, TakesEachRoundsOwnMeanAway) {
  // Two rounds far apart, each alternating: (-1 - 1 - 1) / 4 twice. One common mean would make it nearly 1.
  EXPECT_DOUBLE_EQ(lag1_autocorrelation({{0.0, 2.0, 0.0, 2.0}, {100.0, 102.0, 100.0, 102.0}})->value, -0.75);
}

TEST(Autocorrelation, AgreesWithNumpy) {
  // The formulas of autocorrelation.hpp in numpy, 2 * scipy.stats.norm.sf(score); the round of two blocks left out.
  const auto found = lag1_autocorrelation(unequal);
  ASSERT_TRUE(found);
  EXPECT_NEAR(found->value, -0.6295454545454544, 1e-14);
  EXPECT_NEAR(found->p_value, 0.02217486846792875, 1e-13);
}

TEST(Autocorrelation, IsAbsentWithoutScatterOrBlocks) {
  EXPECT_FALSE(lag1_autocorrelation({{0.1, 0.1, 0.1, 0.1}, {0.7, 0.7, 0.7}}));
  EXPECT_FALSE(lag1_autocorrelation({{0.0, 1.0}, {2.0, 5.0}}));
  EXPECT_FALSE(lag1_autocorrelation({}));
}

TEST(VarianceParts, OfThreeRoundsOfTwoBlocks) {
  // Means 2 6 10, MSB = 2 (16 + 0 + 16) / 2 = 32, MSW = (2 + 2 + 2) / 3 = 2, n0 = 2.
  const auto parts = variance_parts({{1.0, 3.0}, {5.0, 7.0}, {9.0, 11.0}});
  ASSERT_TRUE(parts);
  EXPECT_DOUBLE_EQ(parts->within_deviation, std::sqrt(2.0));
  EXPECT_DOUBLE_EQ(parts->between_share, 15.0 / 17.0);
  EXPECT_DOUBLE_EQ(parts->centre_share, 15.0 / 16.0);  // 1 - (2 / 2) / 16: two blocks are not trimmed
}

TEST(VarianceParts, AgreeWithScipyForUnequalRounds) {
  // From F = scipy.stats.f_oneway(*rounds); the centres by scipy.stats.trim_mean(w, 0.2) and, for the squared errors,
  // scipy.stats.mstats.trimmed_stde(w, limits=(0.2, 0.2))**2 of the round of five, scipy.stats.sem(w)**2 of the
  // others.
  const auto parts = variance_parts(unequal);
  ASSERT_TRUE(parts);
  EXPECT_NEAR(parts->within_deviation, 0.25553864678361277, 1e-14);
  EXPECT_NEAR(parts->between_share, 0.8395410811933272, 1e-14);
  EXPECT_NEAR(parts->centre_share, 0.9153861913542307, 1e-14);
}

TEST(VarianceParts, KeepNegativeEstimates) {
  // Equal means, blocks apart: MSB = 0, so (0 - MSW) / (0 + (2 - 1) MSW).
  const auto parts = variance_parts({{0.0, 2.0}, {-1.0, 3.0}, {1.0, 1.5}});
  ASSERT_TRUE(parts);
  EXPECT_LT(parts->between_share, 0.0);
  EXPECT_LT(parts->centre_share, 0.0);
}

TEST(VarianceParts, AreAbsentWithoutScatterOrRounds) {
  EXPECT_FALSE(variance_parts({{0.1, 0.1, 0.1}, {0.7, 0.7, 0.7}}));
  EXPECT_FALSE(variance_parts({{1.0, 2.0}, {3.0}}));
}

TEST(Diagnostics, NeedThreeRounds) {
  EXPECT_FALSE(diagnose(BlockRatios{{0.0, 1.0}, {1.0, 2.0}}, Metric::time));
  EXPECT_FALSE(diagnose(BlockRatios{{0.0, 1.0}, {}, {1.0, 2.0}}, Metric::time));
  EXPECT_TRUE(diagnose(BlockRatios{{0.0}, {1.0}, {1.0}}, Metric::time));
}

TEST(Diagnostics, TrendFollowsTheOrderOfTheRounds) {
  // The second round has no block and keeps its place: from 0 to 4 in four steps.
  const auto found = diagnose(BlockRatios{{0.0}, {}, {2.0}, {3.0}, {4.0}}, Metric::time);
  EXPECT_DOUBLE_EQ(found->trend.change, 4.0);
  EXPECT_DOUBLE_EQ(found->trend.p_value, 2.0 / 24.0);
  EXPECT_EQ(found->metric, Metric::time);
}

TEST(Diagnostics, SkewIsTheGapBetweenMeanAndPseudoMedian) {
  // Walsh averages 0 0 0 0 0 0 4.5 4.5 4.5 9: their median is 0, the mean of the values 2.25.
  const auto found = diagnose(BlockRatios{{0.0}, {0.0}, {0.0}, {9.0}}, Metric::time);
  EXPECT_DOUBLE_EQ(found->round_skew, 2.25);
  EXPECT_FALSE(found->autocorrelation);
  EXPECT_FALSE(found->variance);
}

/// Blocks of 2 s, 8 J and e^d times less: d = 0, 1 ... in time, twice that in energy.
HotspotRun drifting_rounds(std::uint32_t count) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < count; ++index) {
    const double factor = std::exp(-static_cast<double>(index));
    measured.rounds.push_back(round_of(index, {{{2.0, 8.0}, {2.0 * factor, 8.0 * factor * factor}}}));
  }
  return measured;
}

std::optional<Diagnostics> diagnostics_of(const HotspotRun& measured, Provenance provenance) {
  const auto planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
  const HotspotBlocks blocks = valid_blocks(planned, measured);
  std::vector<Comparison> comparisons(1);
  comparisons[0].variant = planned.variants[1].id;
  comparisons[0].energy = Ratio{};
  add_diagnostics(comparisons, measured_pairs(blocks, planned_pairs(planned)), blocks, provenance);
  return comparisons[0].diagnostics;
}

TEST(Diagnostics, LookAtJoulesWhereTheyAreMeasured) {
  const auto measured = diagnostics_of(drifting_rounds(4), Provenance::measured);
  EXPECT_EQ(measured->metric, Metric::energy);
  EXPECT_NEAR(measured->trend.change, 6.0, 1e-12);
  const auto estimated = diagnostics_of(drifting_rounds(4), Provenance::estimated);
  EXPECT_EQ(estimated->metric, Metric::time);
  EXPECT_NEAR(estimated->trend.change, 3.0, 1e-12);
}

}  // namespace
}  // namespace greenbench
