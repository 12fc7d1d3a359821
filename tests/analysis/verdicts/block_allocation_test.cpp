#include "analysis/verdicts/block_allocation.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

constexpr BlockCosts four_to_one{.round_seconds = 4.0, .block_seconds = 1.0};

std::uint32_t blocks_for(const std::vector<BlockSpread>& open, BlockCosts costs = four_to_one) {
  return cheapest_blocks(open, costs);
}

TEST(CheapestBlocks, FollowTheFormula) {
  EXPECT_EQ(blocks_for({{9.0, 1.0}}), 6U);  // sqrt(4 / 1) x 3 / 1
  EXPECT_EQ(blocks_for({{9.0, 1.0}}, {.round_seconds = 1.0, .block_seconds = 1.0}), 3U);
  EXPECT_EQ(blocks_for({{1.0, 1.0}}), 2U);
  EXPECT_EQ(blocks_for({{0.0009, 0.0001}}), 6U) << "only the shares matter";
}

TEST(CheapestBlocks, LieBetweenOneAndSixty) {
  EXPECT_EQ(blocks_for({{1.0, 100.0}}), 1U);
  EXPECT_EQ(blocks_for({{1e6, 1.0}}), 60U);
  EXPECT_EQ(blocks_for({{9.0, 1.0}}, {.round_seconds = 0.0, .block_seconds = 1.0}), 1U);
}

TEST(CheapestBlocks, AreTheMostWhereRoundsDoNotDiffer) {
  EXPECT_EQ(blocks_for({{9.0, 0.0}}), 60U);
  EXPECT_EQ(blocks_for({{9.0, -0.5}}), 60U);
}

TEST(CheapestBlocks, AreOneWhereBlocksDoNotDifferOrNothingIsOpen) {
  EXPECT_EQ(blocks_for({{0.0, 1.0}}), 1U);
  EXPECT_EQ(blocks_for({{0.0, 0.0}}), 1U);
  EXPECT_EQ(blocks_for({}), 1U);
}

TEST(CheapestBlocks, OfSeveralComparisonsAreOfTheSumsOfTheirVariances) {
  EXPECT_EQ(blocks_for({{20.0, 1.0}, {16.0, 3.0}}), 6U);  // sqrt(4 x 36 / 4)
  EXPECT_EQ(blocks_for({{36.0, 5.0}, {0.0, -1.0}}), 6U);  // a negative estimate counts: it is unbiased
  EXPECT_EQ(blocks_for({{36.0, 4.0}, {1e-9, 1e-9}}), 6U) << "the noisiest decide";
}

TEST(CheapestBlocks, CountABlockThatAVariantIsRarelyIn) {
  EXPECT_EQ(blocks_for({{9.0, 1.0, 4}}), 12U);  // sqrt(4 x 4 x 9)
}

/// The formula is a minimum: no other number of blocks reaches the same variance in less time.
TEST(CheapestBlocks, CostLeast) {
  const std::vector<BlockSpread> open{{0.0016, 0.0001}, {0.0004, 0.0003}};
  const BlockCosts costs{.round_seconds = 0.8, .block_seconds = 0.05};
  const auto seconds_per_precision = [&](std::uint32_t blocks) {
    double variance = 0.0;
    for (const BlockSpread& spread : open) variance += spread.between + spread.within / blocks;
    return variance * (costs.round_seconds + blocks * costs.block_seconds);
  };
  const std::uint32_t best = cheapest_blocks(open, costs);
  for (std::uint32_t blocks = 1; blocks <= most_blocks_per_round; ++blocks) {
    EXPECT_GE(seconds_per_precision(blocks), seconds_per_precision(best)) << blocks;
  }
}

TEST(CheapestBlocks, RefuseCostsThatCannotBe) {
  EXPECT_THROW((void)blocks_for({{1.0, 1.0}}, {.round_seconds = 1.0, .block_seconds = 0.0}), std::invalid_argument);
  EXPECT_THROW((void)blocks_for({{1.0, 1.0}}, {.round_seconds = -1.0, .block_seconds = 1.0}), std::invalid_argument);
  EXPECT_THROW((void)blocks_for({{1.0, 1.0}}, {.round_seconds = std::nan(""), .block_seconds = 1.0}),
               std::invalid_argument);
}

/// Centres 2, 6, 10 vary by 16, blocks by 2: s_b^2 = 15.
const BlockRatios three_rounds{{1.0, 3.0}, {5.0, 7.0}, {9.0, 11.0}};

std::uint32_t blocks_of(const std::vector<BlockRatios>& open, BlockCosts costs,
                        const std::vector<std::uint32_t>& every_kth = {}) {
  return blocks_per_round(open, costs, 10, every_kth);
}

TEST(BlocksPerRound, AreGuessedBeforeThreeRounds) {
  const BlockRatios two_rounds{{1.0, 3.0}, {}, {9.0, 11.0}};
  const BlockRatios single_blocks{{1.0}, {5.0}, {9.0}};
  EXPECT_EQ(blocks_of({two_rounds}, four_to_one), 10U);
  EXPECT_EQ(blocks_of({single_blocks}, four_to_one), 10U);
  EXPECT_EQ(blocks_of({}, four_to_one), 10U);
}

TEST(BlocksPerRound, AreEstimatedFromThreeRoundsOn) {
  const BlockCosts costs{.round_seconds = 120.0, .block_seconds = 1.0};
  EXPECT_EQ(blocks_of({three_rounds}, costs), 4U);  // sqrt(120 x 2 / 15)
  EXPECT_EQ(blocks_of({three_rounds, {{1.0, 2.0}}}, costs), 4U) << "one has no rounds";
  EXPECT_EQ(blocks_of({three_rounds}, costs, {4}), 8U);
}

TEST(BlocksPerRound, DoNotLookAtTheRatio) {
  const BlockCosts costs{.round_seconds = 120.0, .block_seconds = 1.0};
  for (const double shift : {-8.0, 0.5, 100.0}) {
    BlockRatios moved = three_rounds;
    for (std::vector<double>& round : moved) {
      for (double& block : round) block += shift;
    }
    EXPECT_EQ(blocks_of({moved}, costs), 4U) << shift;
  }
}

TEST(DecidingBlockRatios, AreOfJoulesAndOfSecondsWhereJoulesAreEstimated) {
  const auto planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
  HotspotRun measured = equal_rounds(2, {{{2.0, 12.0}, {1.0, 4.0}}});
  const VariantPair pair{.baseline = 0, .variant = 1};
  const auto deciding = [&](Provenance provenance) {
    return deciding_block_ratios(valid_blocks(planned, measured), pair, provenance);
  };
  ASSERT_EQ(deciding(Provenance::measured).size(), 1U);
  EXPECT_NEAR(deciding(Provenance::measured)[0][1][0], std::log(3.0), 1e-12);
  ASSERT_EQ(deciding(Provenance::estimated).size(), 2U);
  EXPECT_NEAR(deciding(Provenance::estimated)[1][1][0], std::log(2.0), 1e-12);
  measured.rounds[0].samples[0].energy_total_joules.reset();
  ASSERT_EQ(deciding(Provenance::measured).size(), 1U);
  EXPECT_NEAR(deciding(Provenance::measured)[0][0][0], std::log(2.0), 1e-12);
}

}  // namespace
}  // namespace greenbench
