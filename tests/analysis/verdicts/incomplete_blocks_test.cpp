#include "analysis/verdicts/incomplete_blocks.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// Two baselines, 0 and 3, with two variants each; times in hundredths of a second.
std::vector<BlockTurn> two_languages() {
  return {{.seconds = 0.01}, {.seconds = 0.01, .baseline = 0}, {.seconds = 0.01, .baseline = 0},
          {.seconds = 0.01}, {.seconds = 0.01, .baseline = 3}, {.seconds = 0.01, .baseline = 3}};
}

TEST(BlockIntervals, AreOneForEqualCosts) {
  EXPECT_THAT(block_intervals(two_languages()), ElementsAre(1, 1, 1, 1, 1, 1));
  EXPECT_THAT(block_intervals({}), IsEmpty());
}

TEST(BlockIntervals, GrowWithTheRootOfTheCostInPowersOfTwo) {
  std::vector<BlockTurn> turns = two_languages();
  turns[2].seconds = 0.039;
  EXPECT_EQ(block_intervals(turns)[2], 1U);  // sqrt(3.9) is below 2
  turns[2].seconds = 0.041;
  EXPECT_EQ(block_intervals(turns)[2], 2U);
  turns[2].seconds = 0.19;
  EXPECT_EQ(block_intervals(turns)[2], 4U);  // sqrt(19) = 4.4
  turns[2].seconds = 1e300;
  EXPECT_EQ(block_intervals(turns)[2], 65536U);
}

TEST(BlockIntervals, AreTwiceAsLongWhereTheRatioIsPrecise) {
  std::vector<BlockTurn> turns = two_languages();
  turns[1].is_precise = true;
  EXPECT_THAT(block_intervals(turns), ElementsAre(1, 2, 1, 1, 1, 1));
  turns[1].seconds = 0.041;
  EXPECT_EQ(block_intervals(turns)[1], 4U);
  turns[4].is_precise = true;
  turns[5].is_precise = true;
  EXPECT_THAT(block_intervals(turns), ElementsAre(1, 4, 1, 2, 2, 2)) << "nobody needs baseline 3 more often";
}

TEST(BlockIntervals, OfABaselineDoNotFollowItsOwnCost) {
  std::vector<BlockTurn> turns = two_languages();
  turns[0].seconds = 0.19;
  EXPECT_THAT(block_intervals(turns), ElementsAre(1, 1, 1, 1, 1, 1));
}

TEST(BlockIntervals, OfBaselinesAloneAreOne) {
  EXPECT_THAT(block_intervals(std::vector<BlockTurn>{{.seconds = 0.01}, {.seconds = 1.0}}), ElementsAre(1, 1));
}

TEST(BlockIntervals, RefuseWhatCannotBe) {
  EXPECT_THROW((void)block_intervals(std::vector<BlockTurn>{{.seconds = 0.0}}), std::invalid_argument);
  EXPECT_THROW((void)block_intervals(std::vector<BlockTurn>{{.seconds = 1.0, .baseline = 1}}), std::invalid_argument);
  EXPECT_THROW((void)block_intervals(std::vector<BlockTurn>{{.seconds = 1.0, .baseline = 0}}), std::invalid_argument);
}

TEST(Participants, OfFiveBlocks) {
  std::vector<BlockTurn> turns = two_languages();
  turns[2].seconds = 0.19;  // every fourth
  turns[4].is_precise = true;
  turns[5].is_precise = true;  // every second, and with them their baseline
  EXPECT_THAT(participants(turns, 5),
              ElementsAre(ElementsAre(0, 1, 2, 3, 4, 5), ElementsAre(0, 1), ElementsAre(0, 1, 3, 4, 5),
                          ElementsAre(0, 1), ElementsAre(0, 1, 2, 3, 4, 5)));
  EXPECT_THAT(participants(turns, 0), IsEmpty());
}

/// The two languages with costly and precise variants where the bits of `pattern` say so.
std::vector<BlockTurn> two_languages(unsigned pattern) {
  std::vector<BlockTurn> turns = two_languages();
  for (std::size_t index = 0; index < turns.size(); ++index) {
    turns[index].seconds = (pattern >> index & 1U) != 0 ? 0.5 : 0.01;
    turns[index].is_precise = (pattern * 37U >> index & 1U) != 0;
  }
  return turns;
}

bool has_baselines(const std::vector<BlockTurn>& turns, const std::vector<std::size_t>& block) {
  return std::ranges::all_of(block, [&](std::size_t variant) {
    return !turns[variant].baseline || std::ranges::find(block, *turns[variant].baseline) != block.end();
  });
}

TEST(Participants, HaveEveryVariantOnceAndEveryPairComplete) {
  for (const std::uint32_t blocks : {1U, 2U, 7U, 60U}) {
    for (unsigned pattern = 0; pattern < 64; ++pattern) {
      const std::vector<BlockTurn> turns = two_languages(pattern);
      const auto present = participants(turns, blocks);
      EXPECT_EQ(present.at(0).size(), turns.size());
      for (const auto& block : present) EXPECT_TRUE(std::ranges::is_sorted(block) && has_baselines(turns, block));
    }
  }
}

TEST(MeanBlockSeconds, CountATurnAsOftenAsItHappens) {
  std::vector<BlockTurn> turns = two_languages();
  EXPECT_NEAR(mean_block_seconds(turns), 0.06, 1e-15);
  turns[2].seconds = 0.16;  // every fourth: 0.04 s in the mean
  EXPECT_NEAR(mean_block_seconds(turns), 0.09, 1e-15);
}

}  // namespace
}  // namespace greenbench
