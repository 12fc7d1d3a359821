#include "harness/controller/blocks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <deque>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace greenbench {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

/// Disturbs the blocks whose turn the script says.
class ScriptedWatch final : public BlockWatch {
 public:
  explicit ScriptedWatch(std::deque<std::string> script) : script_(std::move(script)) {}
  void begin_block() override { events.emplace_back("begin"); }
  void turn_done(std::size_t variant, Seconds cpu) override {
    events.push_back("variant " + std::to_string(variant));
    cpu_seconds += cpu.value();
  }
  [[nodiscard]] std::string disturbance() override {
    if (script_.empty()) return {};
    std::string reason = script_.front();
    script_.pop_front();
    return reason;
  }
  std::vector<std::string> events;
  double cpu_seconds = 0.0;

 private:
  std::deque<std::string> script_;
};

/// A worker's answer: of variant 2 it takes 12 ms, 0.25 s of CPU time in all, and one joule.
TurnMessage turn_of(std::uint32_t variant) {
  TurnMessage turn{Sample{}, 0.25};
  turn.sample.wall_seconds = 0.01 + 0.001 * variant;
  turn.sample.energy_total_joules = 1.0;
  return turn;
}

class MeasureBlocks : public testing::Test {
 protected:
  std::optional<std::string> measure(std::uint32_t blocks, ScriptedWatch& watch, std::uint64_t seed = 1) {
    return measure(std::vector<std::vector<std::uint32_t>>(blocks, {0, 2, 5}), watch, seed);
  }

  std::optional<std::string> measure(std::vector<std::vector<std::uint32_t>> blocks, ScriptedWatch& watch,
                                     std::uint64_t seed = 1) {
    const auto take_turn = [this](std::uint32_t variant) -> std::optional<TurnMessage> {
      turns_.push_back(variant);
      return answer_ ? answer_(variant) : turn_of(variant);
    };
    const auto goes_on = [this] { return turns_.size() < most_turns_; };
    const auto keep = [this](const std::vector<Sample>& block) { done_.push_back(block); };
    return measure_blocks({.blocks = std::move(blocks), .seed = seed}, take_turn, goes_on, watch, keep);
  }

  [[nodiscard]] std::vector<std::string> void_reasons() const {
    std::vector<std::string> reasons;
    for (const auto& block : done_) {
      for (const Sample& sample : block) {
        EXPECT_EQ(sample.void_reason, block[0].void_reason) << "a block is void as a whole";
      }
      reasons.push_back(block[0].void_reason);
    }
    return reasons;
  }

  [[nodiscard]] static std::vector<std::uint32_t> variants_of(const std::vector<Sample>& block) {
    std::vector<std::uint32_t> variants;
    for (const Sample& sample : block) variants.push_back(sample.variant);
    return variants;
  }

  std::function<std::optional<TurnMessage>(std::uint32_t)> answer_;
  std::size_t most_turns_ = 1000;
  std::vector<std::uint32_t> turns_;
  std::vector<std::vector<Sample>> done_;
};

TEST_F(MeasureBlocks, EveryVariantHasOneTurnInEveryBlock) {
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(4, watch));
  EXPECT_THAT(void_reasons(), ElementsAre("", "", "", ""));
  for (std::uint32_t block = 0; block < 4; ++block) {
    EXPECT_THAT(variants_of(done_[block]), UnorderedElementsAre(0U, 2U, 5U));
    for (std::uint32_t position = 0; position < 3; ++position) {
      EXPECT_EQ(done_[block][position].block, block);
      EXPECT_EQ(done_[block][position].position, position);
      EXPECT_EQ(done_[block][position].wall_seconds, 0.01 + 0.001 * done_[block][position].variant);
    }
  }
}

TEST_F(MeasureBlocks, TheOrdersFollowFromTheSeedAndDiffer) {
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(40, watch, 7));
  const std::vector<std::uint32_t> once = std::exchange(turns_, {});
  EXPECT_FALSE(measure(40, watch, 7));
  EXPECT_EQ(turns_, once);
  std::set<std::vector<std::uint32_t>> orders;
  for (const auto& block : done_) orders.insert(variants_of(block));
  EXPECT_EQ(orders.size(), 6U) << "all that three variants can have";
}

TEST_F(MeasureBlocks, ABlockHasTheVariantsThatTheRoundGaveItInWhateverOrder) {
  std::vector<std::vector<std::uint32_t>> blocks(12, {0, 5});
  blocks[0] = {0, 2, 5};
  std::set<std::size_t> places;
  for (std::uint64_t seed = 0; seed < 40; ++seed) {
    ScriptedWatch watch{{}};
    done_.clear();
    EXPECT_FALSE(measure(blocks, watch, seed));
    turns_.clear();
    ASSERT_EQ(done_.size(), 12U);
    const auto whole = std::ranges::find_if(done_, [](const auto& block) { return block.size() == 3; });
    places.insert(static_cast<std::size_t>(whole - done_.begin()));
    for (const auto& block : done_) {
      if (block.size() == 2) {
        EXPECT_THAT(variants_of(block), UnorderedElementsAre(0U, 5U));
      }
    }
  }
  EXPECT_GT(places.size(), 6U) << "the rare block is not always the first";
}

TEST_F(MeasureBlocks, AVoidBlockIsRunAgainWithTheSameVariants) {
  ScriptedWatch watch{{"busy"}};
  EXPECT_FALSE(measure({{2, 5}, {0, 2, 5}}, watch));
  ASSERT_EQ(done_.size(), 3U);
  EXPECT_EQ(done_[2].size(), done_[0].size());
  EXPECT_EQ(void_reasons(), (std::vector<std::string>{"busy", "", ""}));
}

TEST_F(MeasureBlocks, KeepsADisturbedBlockWithItsReasonAndRunsAnother) {
  ScriptedWatch watch{{"", "thermal throttling: 1 events", ""}};
  EXPECT_FALSE(measure(3, watch));
  EXPECT_THAT(void_reasons(), ElementsAre("", "thermal throttling: 1 events", "", ""));
  EXPECT_TRUE(done_[1][0].energy_total_joules) << "what was read stays in the data";
}

TEST_F(MeasureBlocks, GivesUpRepeatingAfterTwiceTheWantedBlocksWithoutFailing) {
  ScriptedWatch watch{std::deque<std::string>(100, "busy")};
  EXPECT_FALSE(measure(3, watch)) << "the counter is not lost";
  EXPECT_EQ(done_.size(), 6U);
}

TEST_F(MeasureBlocks, SaysThatTheCounterIsLostAfterThreeUnreadableBlocks) {
  ScriptedWatch watch{{"", "busy", "busy"}};
  answer_ = [&](std::uint32_t variant) {
    TurnMessage turn = turn_of(variant);
    if (variant == 2 && done_.size() >= 2) turn.sample.void_reason = "energy_uj cannot be read";
    return turn;
  };
  EXPECT_EQ(measure(10, watch), "energy_uj cannot be read");
  EXPECT_EQ(done_.size(), 5U) << "two that could be read, then three that could not";
  EXPECT_THAT(void_reasons(), ElementsAre("", "busy", "energy_uj cannot be read", "energy_uj cannot be read",
                                          "energy_uj cannot be read"))
      << "the fault is said before the disturbance";
}

TEST_F(MeasureBlocks, TheWatchIsToldOfEveryTurnAndItsCpuTime) {
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(1, watch));
  ASSERT_EQ(watch.events.size(), 4U);
  EXPECT_EQ(watch.events[0], "begin");
  for (std::size_t turn = 0; turn < 3; ++turn) {
    EXPECT_EQ(watch.events[turn + 1], "variant " + std::to_string(turns_[turn]));
  }
  EXPECT_EQ(watch.cpu_seconds, 0.75);
}

TEST_F(MeasureBlocks, AVariantThatFailsHasNoFurtherTurnAndTheOthersGoOn) {
  ScriptedWatch watch{{}};
  answer_ = [&](std::uint32_t variant) -> std::optional<TurnMessage> {
    if (variant == 2 && done_.size() == 1) return std::nullopt;
    return turn_of(variant);
  };
  EXPECT_FALSE(measure(4, watch));
  EXPECT_THAT(variants_of(done_.at(0)), UnorderedElementsAre(0U, 2U, 5U));
  for (std::size_t block = 1; block < 4; ++block) {
    EXPECT_THAT(variants_of(done_.at(block)), UnorderedElementsAre(0U, 5U));
    EXPECT_EQ(done_[block][1].position, 1U) << "positions are those of the samples";
  }
  EXPECT_EQ(std::ranges::count(turns_, 2U), 2);
}

TEST_F(MeasureBlocks, EndsWhenNoVariantIsLeft) {
  ScriptedWatch watch{{}};
  answer_ = [](std::uint32_t) -> std::optional<TurnMessage> { return std::nullopt; };
  EXPECT_FALSE(measure(4, watch));
  EXPECT_TRUE(done_.empty());
  EXPECT_EQ(turns_.size(), 3U) << "each failed once";
}

TEST_F(MeasureBlocks, ABlockThatIsCutShortIsNotKept) {
  ScriptedWatch watch{{}};
  most_turns_ = 5;
  EXPECT_FALSE(measure(4, watch));
  EXPECT_EQ(done_.size(), 1U);
  EXPECT_EQ(turns_.size(), 5U);
}

}  // namespace
}  // namespace greenbench
