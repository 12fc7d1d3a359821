#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "harness/worker/measuring.hpp"

namespace greenbench {
namespace {

using ::testing::ElementsAre;

/// One more joule at every read, or an error.
class SteadySource final : public EnergySource {
 public:
  explicit SteadySource(const bool& broken) : broken_(&broken) {
    domain_.name = "package-0";
    domain_.where = "/steady";
    domain_.unit = domain_.resolution = Joules{1.0};
    domain_.counted = true;
  }
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return {&domain_, 1}; }
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    ticks[0] = ++reads_;
    return *broken_ ? std::error_code{EIO, std::generic_category()} : std::error_code{};
  }
  [[nodiscard]] std::string last_failure() const override { return "/steady cannot be read"; }

 private:
  const bool* broken_;
  std::string name_ = "steady";
  Domain domain_;
  std::uint64_t reads_ = 0;
};

class CountedVariant final : public Variant {
 public:
  [[nodiscard]] Answer answer() override { return {std::int64_t{1}}; }
  void run(benchmark::State& state) override {
    for ([[maybe_unused]] auto _ : state) ++calls;
    if (then) then();
  }
  int calls = 0;
  std::function<void()> then;
};

/// Disturbs the blocks whose turn the script says.
class ScriptedWatch final : public BlockWatch {
 public:
  explicit ScriptedWatch(std::deque<std::string> script) : script_(std::move(script)) {}
  void begin_block() override { events.emplace_back("begin"); }
  void repetition_done(std::size_t variant) override { events.push_back("variant " + std::to_string(variant)); }
  [[nodiscard]] std::string disturbance() override {
    if (script_.empty()) return {};
    std::string reason = script_.front();
    script_.pop_front();
    return reason;
  }
  std::vector<std::string> events;

 private:
  std::deque<std::string> script_;
};

class MeasureBlocks : public ::testing::Test {
 protected:
  MeasureBlocks() {
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::make_unique<SteadySource>(broken_));
    EnergyMeter::Options options;
    options.update_periods.resize(1);
    meter_.emplace(std::move(sources), std::move(options));
    runner_.emplace(std::vector<NamedVariant>{{"a/b/cpp:one", &one_}, {"a/b/cpp:two", &two_}}, *meter_, counters_);
    runner_->fix_iterations(std::vector<std::uint64_t>{3, 5});
  }

  std::optional<std::string> measure(std::uint32_t blocks, ScriptedWatch& watch) {
    const BlockHooks hooks{[] {}, [&](const std::vector<Sample>& block) { done_.push_back(block); }};
    return measure_blocks(*runner_, {.variants = 2, .blocks = blocks, .seed = 1}, watch, hooks);
  }

  [[nodiscard]] std::vector<std::string> void_reasons() const {
    std::vector<std::string> reasons;
    for (const auto& block : done_) {
      EXPECT_EQ(block.size(), 2U);
      EXPECT_EQ(block[0].void_reason, block[1].void_reason) << "a block is void as a whole";
      reasons.push_back(block[0].void_reason);
    }
    return reasons;
  }

  bool broken_ = false;
  CountedVariant one_;
  CountedVariant two_;
  FileRoots roots_;
  ExplanatoryCounters counters_{roots_, std::make_shared<ProcessUsage>(roots_)};
  std::optional<EnergyMeter> meter_;
  std::optional<RepetitionRunner> runner_;
  std::vector<std::vector<Sample>> done_;
};

TEST_F(MeasureBlocks, RunsEveryVariantOncePerBlock) {
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(4, watch));
  EXPECT_THAT(void_reasons(), ElementsAre("", "", "", ""));
  EXPECT_EQ(one_.calls, 12);
  EXPECT_EQ(two_.calls, 20);
  EXPECT_EQ(done_[3][0].block, 3U);
  EXPECT_EQ(done_[3][0].position, 0U);
  EXPECT_EQ(done_[3][1].position, 1U);
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
  one_.then = [&] { broken_ = done_.size() >= 2; };
  const auto lost = measure(10, watch);
  ASSERT_TRUE(lost);
  EXPECT_EQ(done_.size(), 5U) << "two that could be read, then three that could not";
  EXPECT_EQ(done_[2][0].void_reason, *lost) << "the fault is said before the disturbance";
}

TEST_F(MeasureBlocks, AsksTheWatchRoundTheWholeBlock) {
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(1, watch));
  ASSERT_EQ(watch.events.size(), 3U);
  EXPECT_EQ(watch.events[0], "begin");
  EXPECT_NE(watch.events[1], watch.events[2]);
}

TEST_F(MeasureBlocks, RunOnceRunsOneIterationAndFixIterationsHoldsAgainAfterIt) {
  runner_->run_once(1);
  EXPECT_EQ(two_.calls, 1);
  runner_->fix_iterations(std::vector<std::uint64_t>{3, 5});
  ScriptedWatch watch{{}};
  EXPECT_FALSE(measure(1, watch));
  EXPECT_EQ(two_.calls, 6);
}

}  // namespace
}  // namespace greenbench
