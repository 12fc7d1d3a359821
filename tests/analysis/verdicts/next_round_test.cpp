#include "analysis/verdicts/next_round.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const PlannedHotspot three_variants = planned_hotspot("strings/build", {"python:concat", "python:join", "cpp:append"});
const StopRule until_precise{.limits = {.precision = 0.02, .time_limit_seconds = 60.0, .round_seconds = 1.0},
                             .provenance = Provenance::measured,
                             .level = 0.95};

std::vector<ReadyVariant> ready(std::vector<double> seconds) {
  std::vector<ReadyVariant> all;
  for (std::uint32_t variant = 0; variant < seconds.size(); ++variant) all.push_back({variant, seconds[variant]});
  return all;
}

BlocksOfRound next(const HotspotRun& measured, const std::vector<ReadyVariant>& variants,
                   const StopRule& with = until_precise, double elapsed_seconds = 0.0) {
  return next_round(with, three_variants, measured, variants, elapsed_seconds);
}

std::size_t blocks_with(const BlocksOfRound& blocks, std::uint32_t variant) {
  return static_cast<std::size_t>(std::ranges::count_if(
      blocks, [&](const auto& block) { return std::ranges::find(block, variant) != block.end(); }));
}

/// How far join's ln ratios lie apart: those of the blocks of one round, and the rounds'.
struct Scatter {
  double within = 0.0;
  double between = 0.0;
};

/// Four blocks a round, of 0.1 s each, and 0.4 s beside them. append always costs the same.
HotspotRun rounds(std::uint32_t count, Scatter scatter) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < count; ++index) {
    std::vector<std::vector<Cost>> blocks;
    for (int block = 0; block < 4; ++block) {
      const double shift =
          (block % 2 == 0 ? 1.0 : -1.0) * scatter.within + (index % 2 == 0 ? 1.0 : -1.0) * scatter.between;
      blocks.push_back({{1.0, 1.0}, {std::exp(shift), std::exp(shift)}, {0.5, 0.5}});
    }
    RoundRecord round = round_of(index, blocks);
    for (std::size_t place = 0; place < round.samples.size(); ++place) {
      round.samples[place].started_at = 0.4 * static_cast<double>(place) / static_cast<double>(round.samples.size());
      round.samples[place].wall_seconds *= 1e-9;
    }
    round.wall_seconds = 0.4 + round.samples.back().started_at;
    measured.rounds.push_back(std::move(round));
  }
  return measured;
}

TEST(NextRound, IsFilledWithASecondAtFirst) {
  const BlocksOfRound blocks = next({}, ready({0.02, 0.02, 0.01}));
  ASSERT_THAT(blocks, SizeIs(20));
  EXPECT_THAT(blocks[0], ElementsAre(0U, 1U, 2U));
}

TEST(NextRound, HasTwoBlocksAtLeastAndSixtyAtMostAtFirst) {
  EXPECT_THAT(next({}, ready({5.0, 5.0, 5.0})), SizeIs(2));
  EXPECT_THAT(next({}, ready({0.001, 0.001, 0.001})), SizeIs(60));
}

TEST(NextRound, TakesVariantsWithLongTurnsRarely) {
  // The median is 0.02 s; 0.32 s is 16 times as much, so that join is in every fourth block.
  const BlocksOfRound blocks = next({}, ready({0.02, 0.32, 0.02}));
  EXPECT_EQ(blocks_with(blocks, 1), (blocks.size() + 3) / 4);
  EXPECT_THAT(blocks[0], ElementsAre(0U, 1U, 2U));
}

TEST(NextRound, FollowsTheVariancesAfterThreeRounds) {
  const auto few = ready({0.04, 0.04, 0.02});
  EXPECT_THAT(next(rounds(2, {0.03, 0.0}), few), SizeIs(8)) << "a second, but no more than twice four";
  // Rounds that differ far more than their blocks: more blocks would not help.
  EXPECT_THAT(next(rounds(4, {0.001, 0.1}), few), SizeIs(1));
  // Blocks that differ far more than their rounds.
  EXPECT_THAT(next(rounds(4, {0.1, 0.001}), few), SizeIs(8)) << "no more than twice the most so far";
}

TEST(NextRound, KeepsItsFirstGuessWhereTheNumberOfRoundsIsFixed) {
  StopRule fixed = until_precise;
  fixed.limits.min_rounds = fixed.limits.max_rounds = 6;
  EXPECT_THAT(next(rounds(4, {0.001, 0.1}), ready({0.04, 0.04, 0.02}), fixed), SizeIs(10));
}

TEST(NextRound, TakesPreciseVariantsEveryOtherTime) {
  const PlannedHotspot three = planned_hotspot("strings/build", {"python:concat", "python:join", "python:append"});
  const HotspotRun measured = rounds(8, {0.2, 0.05});
  ASSERT_THAT(stop_state(until_precise, three, measured, 0.0).precise, ElementsAre(false, true));
  const BlocksOfRound blocks = next_round(until_precise, three, measured, ready({0.01, 0.01, 0.01}), 0.0);
  ASSERT_THAT(blocks, SizeIs(8));
  EXPECT_EQ(blocks_with(blocks, 0), 8U) << "the baseline of both";
  EXPECT_EQ(blocks_with(blocks, 1), 8U);
  EXPECT_EQ(blocks_with(blocks, 2), 4U);
}

TEST(VariantsLeft, AreThoseThatHaveNotFailed) {
  PlannedHotspot planned;
  planned.variants.resize(4);
  HotspotRun measured;
  EXPECT_THAT(variants_left(planned, measured), ElementsAre(0, 1, 2, 3));
  measured.failed_variants = {{.variant = 2, .failure = {}}, {.variant = 0, .failure = {}}};
  EXPECT_THAT(variants_left(planned, measured), ElementsAre(1, 3));
}

TEST(NextVariants, AreThoseWhosePairsAreNotDone) {
  const PlannedHotspot planned =
      planned_hotspot("strings/build", {"python:concat", "python:join", "python:append", "cpp:append", "cpp:reserved"});
  const auto costs = [](double join) {
    return std::vector<std::vector<Cost>>{{{1.0, 1.0}, {join, join}, {0.5, 0.5}, {0.1, 0.1}, {0.05, 0.05}}};
  };
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 6; ++index) {
    EXPECT_THAT(next_variants(until_precise, planned, measured), ElementsAre(0U, 1U, 2U, 3U, 4U)) << index;
    measured.rounds.push_back(round_of(index, costs(index % 2 == 0 ? 1.0 : 1.5)));
  }
  EXPECT_THAT(next_variants(until_precise, planned, measured), ElementsAre(0U, 1U)) << "join is not known yet";
  measured.failed_variants.push_back({.variant = 1, .failure = {}});
  EXPECT_THAT(next_variants(until_precise, planned, measured), IsEmpty());
}

TEST(NextVariants, InNoPairAreMeasuredInTheFirstRounds) {
  HotspotRun measured = rounds(5, {0.1, 0.1});
  EXPECT_THAT(next_variants(until_precise, three_variants, measured), ElementsAre(0U, 1U, 2U));
  measured = rounds(6, {0.1, 0.1});
  EXPECT_THAT(next_variants(until_precise, three_variants, measured), ElementsAre(0U, 1U));
}

TEST(NextRound, OfWhatIsPreciseButTooFewRoundsGoesOn) {
  StopRule many = until_precise;
  many.limits.min_rounds = 20;
  EXPECT_THAT(next(rounds(8, {1e-6, 1e-6}), ready({0.04, 0.04, 0.02}), many), testing::Not(IsEmpty()));
}

TEST(NextRound, FitsIntoTheTimeThatIsLeft) {
  EXPECT_THAT(next({}, ready({0.02, 0.02, 0.01}), until_precise, 59.8), SizeIs(4));
  EXPECT_THAT(next({}, ready({0.02, 0.02, 0.01}), until_precise, 70.0), SizeIs(1));
}

TEST(NextRound, GoesOnWithThoseThatAreReady) {
  const std::vector<ReadyVariant> two{{.variant = 0, .turn_seconds = 0.1}, {.variant = 2, .turn_seconds = 0.1}};
  for (const auto& block : next({}, two)) EXPECT_THAT(block, ElementsAre(0U, 2U));
  EXPECT_THAT(next({}, {}), IsEmpty());
}

TEST(IterationSeconds, AreTheMedianOfEachVariant) {
  HotspotRun measured;
  measured.rounds = {round_of(0, {{{1.0}, {4.0}}, {{3.0}, {5.0}}}), round_of(1, {{{8.0}, {6.0}}})};
  EXPECT_THAT(iteration_seconds(three_variants, measured), ElementsAre(3.0, 5.0, 0.0));
}

TEST(RoundStartSeconds, IsTheMedianOfWhatARoundTakesBesideItsBlocks) {
  HotspotRun measured = rounds(3, {});
  EXPECT_NEAR(round_start_seconds(measured), 0.4, 1e-6);
  measured.rounds[0].wall_seconds += 100.0;
  EXPECT_NEAR(round_start_seconds(measured), 0.4, 1e-6) << "the first round, which calibrates, does not decide";
  EXPECT_EQ(round_start_seconds({}), 0.0);
}

}  // namespace
}  // namespace greenbench
