#include "analysis/rounds/round_ratios.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::DoubleNear;
using testing::ElementsAre;

const PlannedHotspot planned = planned_hotspot("strings/build", {"python:concat", "python:join"});

RoundRatios ratios_of(const HotspotRun& measured) {
  return round_ratios(valid_blocks(planned, measured), {.baseline = 0, .variant = 1});
}

TEST(PlannedPairs, CompareEachVariantWithTheBaselineOfItsLanguage) {
  const auto both = planned_hotspot("strings/build", {"python:concat", "cpp:append", "python:join", "cpp:to_chars"});
  const std::vector<VariantPair> pairs = planned_pairs(both);
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].baseline, 0U);
  EXPECT_EQ(pairs[0].variant, 2U);
  EXPECT_EQ(pairs[1].baseline, 1U);
  EXPECT_EQ(pairs[1].variant, 3U);
}

TEST(PlannedPairs, CompareEverythingWithAChosenBaseline) {
  const auto both = planned_hotspot("strings/build", {"python:concat", "cpp:append", "python:join"});
  const std::vector<VariantPair> pairs = planned_pairs(both, VariantId{"python", "join"});
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].baseline, 2U);
  EXPECT_EQ(pairs[0].variant, 0U);
  EXPECT_EQ(pairs[1].baseline, 2U);
  EXPECT_EQ(pairs[1].variant, 1U);
  EXPECT_EQ(planned_pairs(both, VariantId{"cpp", "join"}).size(), 1U) << "another language's join is not it";
}

TEST(PlannedPairs, LeaveOutALanguageWithoutItsBaseline) {
  PlannedHotspot without = planned;
  without.variants[0].baseline = false;
  EXPECT_TRUE(planned_pairs(without).empty());
}

TEST(RoundRatios, AVariantThatNeedsHalfIsTwice) {
  const RoundRatios ratios = ratios_of(equal_rounds(6, {{{2.0, 12.0}, {1.0, 4.0}}}));
  EXPECT_NEAR(ratio_from(ratios.time, 0.95).value, 2.0, 1e-12);
  EXPECT_NEAR(ratio_from(*ratios.energy, 0.95).value, 3.0, 1e-12);
  EXPECT_NEAR(ratio_from(*ratios.power, 0.95).value, 1.5, 1e-12);
  EXPECT_DOUBLE_EQ(ratio_from(ratios.time, 0.95).rank_biserial, 1.0);
}

TEST(RoundRatios, CompareIterationsNotRepetitions) {
  HotspotRun measured = equal_rounds(1, {{{2.0}, {1.0}}});
  measured.rounds[0].samples[1].iterations *= 10;  // ten times the iterations in ten times the time
  measured.rounds[0].samples[1].wall_seconds *= 10.0;
  EXPECT_THAT(ratios_of(measured).time.trimmed, ElementsAre(DoubleNear(std::log(2.0), 1e-12)));
}

TEST(RoundRatios, TrimsBlocksButKeepsThePlainMeanBeside) {
  const RoundRatios ratios =
      ratios_of(equal_rounds(1, {{{2.0}, {1.0}}, {{2.0}, {1.0}}, {{2.0}, {1.0}}, {{2.0}, {1.0}}, {{32.0}, {1.0}}}));
  EXPECT_THAT(ratios.time.trimmed, ElementsAre(DoubleNear(std::log(2.0), 1e-12)));
  // Logarithms to base 2: 1, 1, 1, 1 and 5, mean 1.8.
  EXPECT_THAT(ratios.time.plain, ElementsAre(DoubleNear(1.8 * std::log(2.0), 1e-12)));
}

TEST(RoundRatios, OneRoundIsOneValueHoweverManyBlocksItHas) {
  HotspotRun measured = equal_rounds(2, {{{2.0}, {1.0}}});
  measured.rounds.push_back(round_of(2, std::vector<std::vector<Cost>>(50, {{2.0}, {1.0}})));
  EXPECT_EQ(ratios_of(measured).time.trimmed.size(), 3U);
}

TEST(RoundRatios, LeaveOutVoidAndUnpairedBlocks) {
  HotspotRun measured = equal_rounds(1, {{{2.0}, {1.0}}, {{90.0}, {1.0}}, {{90.0}}});
  measured.rounds[0].samples[2].void_reason = "another process used the CPU";
  measured.rounds.push_back(round_of(1, {{{3.0}}}));  // never measured the variant
  EXPECT_THAT(ratios_of(measured).time.trimmed, ElementsAre(DoubleNear(std::log(2.0), 1e-12)));
}

TEST(RoundRatios, OneBlockWithoutJoulesLeavesNoEnergyRatio) {
  for (const std::optional<double> bad : {std::optional<double>{}, std::optional{0.0}, std::optional{-1e-6}}) {
    HotspotRun measured = equal_rounds(3, {{{2.0, 8.0}, {1.0, 4.0}}, {{2.0, 8.0}, {1.0, 4.0}}});
    ASSERT_TRUE(ratios_of(measured).energy);
    measured.rounds[1].samples[3].energy_total_joules = bad;
    const RoundRatios ratios = ratios_of(measured);
    EXPECT_FALSE(ratios.energy);
    EXPECT_FALSE(ratios.power);
    EXPECT_FALSE(ratios.common);
    EXPECT_EQ(ratios.time.trimmed.size(), 3U);
  }
}

TEST(RoundRatios, AJoulelessSampleInAVoidBlockDoesNoHarm) {
  HotspotRun measured = equal_rounds(1, {{{2.0, 8.0}, {1.0, 4.0}}, {{2.0, 8.0}, {1.0}}});
  measured.rounds[0].samples[3].void_reason = "counter reset";
  EXPECT_TRUE(ratios_of(measured).energy);
}

HotspotRun noisy_run(std::uint64_t seed, int rounds, int blocks) {
  Noise noise{seed};
  HotspotRun measured;
  for (int round = 0; round < rounds; ++round) {
    std::vector<std::vector<Cost>> costs;
    for (int block = 0; block < blocks; ++block) {
      const double seconds = std::exp(0.1 * noise.student_t3());
      const double other_seconds = 0.7 * std::exp(0.1 * noise.student_t3());
      costs.push_back({{seconds, seconds * 50.0 * std::exp(0.05 * noise.normal())},
                       {other_seconds, other_seconds * 54.0 * std::exp(0.05 * noise.normal())}});
    }
    measured.rounds.push_back(round_of(static_cast<std::uint32_t>(round), costs));
  }
  return measured;
}

TEST(Split, LogEnergyIsLogTimePlusLogPowerExactly) {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    const RoundRatios ratios = ratios_of(noisy_run(seed, 12, 30));
    const Split split = split_from(*ratios.common);
    EXPECT_NEAR(std::log(split.energy), std::log(split.time) + std::log(split.power), 1e-12);
    // Each metric's own trimming is another set of blocks, and does not add up.
    EXPECT_GT(std::abs(mean(ratios.energy->trimmed) - mean(ratios.time.trimmed) - mean(ratios.power->trimmed)), 1e-6);
  }
}

TEST(Split, AveragesOverTheBlocksThatTimeKeeps) {
  // Five blocks; the second has the longest time ratio, the fourth the shortest. Energy is wild elsewhere.
  const RoundRatios ratios = ratios_of(equal_rounds(1, {{{2.0, 2.0}, {1.0, 1.0}},
                                                        {{64.0, 8.0}, {1.0, 1.0}},
                                                        {{2.0, 32.0}, {1.0, 1.0}},
                                                        {{1.0, 4.0}, {64.0, 1.0}},
                                                        {{2.0, 2.0}, {1.0, 1.0}}}));
  // Base 2: the kept blocks have energy 1, 5 and 1 (mean 7/3) and time 1. Energy by itself would keep 3, 2 and 1.
  EXPECT_NEAR(ratios.common->energy[0], 7.0 / 3.0 * std::log(2.0), 1e-12);
  EXPECT_NEAR(ratios.common->time[0], std::log(2.0), 1e-12);
}

TEST(RoundRatios, PairingCancelsALinearDrift) {
  // The machine gets 3% slower from block to block, but both variants of a block feel it alike.
  std::vector<std::vector<Cost>> blocks;
  for (int block = 0; block < 30; ++block) {
    const double slowness = 1.0 + 0.03 * block;
    blocks.push_back({{1.1 * slowness, 50.0 * 1.1 * slowness}, {slowness, 50.0 * slowness}});
  }
  const RoundRatios ratios = ratios_of(equal_rounds(1, blocks));
  EXPECT_NEAR(ratios.time.trimmed[0], std::log(1.1), 1e-12);
  EXPECT_NEAR(ratios.energy->plain[0], std::log(1.1), 1e-12);
}

}  // namespace
}  // namespace greenbench
