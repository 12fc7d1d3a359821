#include "analysis/rounds/valid_blocks.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

TEST(ValidBlocks, LeavesOutTheWholeBlockOfAVoidSample) {
  RoundRecord round = round_of(0, {{{1.0}, {2.0}}, {{3.0}, {4.0}}, {{5.0}, {6.0}}});
  round.samples[3].void_reason = "thermal throttling";
  const RoundBlocks blocks{round.samples, 2};
  ASSERT_EQ(blocks.count(), 2U);
  EXPECT_EQ(blocks.void_count(), 1U);
  EXPECT_EQ(blocks.at(0, 1), &round.samples[1]);
  EXPECT_EQ(blocks.at(1, 0), &round.samples[4]);
}

TEST(ValidBlocks, FindsSamplesWhateverTheirOrder) {
  const std::vector<Sample> samples{repetition(1, 5, {1.0}), repetition(0, 2, {1.0}), repetition(0, 5, {1.0})};
  const RoundBlocks blocks{samples, 2};
  ASSERT_EQ(blocks.count(), 2U);
  EXPECT_EQ(blocks.at(0, 0), &samples[1]);
  EXPECT_EQ(blocks.at(0, 1), nullptr);
  EXPECT_EQ(blocks.at(1, 0), &samples[2]);
  EXPECT_EQ(blocks.at(1, 1), &samples[0]);
}

TEST(ValidBlocks, TreatsARepetitionWithoutDurationAsMissing) {
  std::vector<Sample> samples{repetition(0, 0, {0.0}), repetition(1, 0, {1.0})};
  samples[1].iterations = 0;
  const RoundBlocks blocks{samples, 2};
  EXPECT_EQ(blocks.at(0, 0), nullptr);
  EXPECT_EQ(blocks.at(0, 1), nullptr);
}

TEST(ValidBlocks, RejectsASampleOfAnUnknownVariant) {
  const std::vector<Sample> samples{repetition(2, 0, {1.0})};
  EXPECT_THROW((RoundBlocks{samples, 2}), std::invalid_argument);
}

TEST(ValidBlocks, CountsOverAllRounds) {
  HotspotRun measured = equal_rounds(3, {{{1.0}}, {{1.0}}});
  measured.rounds[2].samples[0].void_reason = "suspended";
  const HotspotBlocks blocks = valid_blocks(planned_hotspot("strings/build", {"python:concat"}), measured);
  EXPECT_EQ(blocks.valid_count(), 5U);
  EXPECT_EQ(blocks.void_count(), 1U);
}

}  // namespace
}  // namespace greenbench
