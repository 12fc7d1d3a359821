#include "harness/worker/measuring.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

namespace greenbench {
namespace {

TEST(WantedRegion, IsTenUpdatePeriodsOfTheSlowestCountedDomain) {
  Limits limits;
  limits.min_region_seconds = 0.01;
  Domain package;
  package.counted = true;
  package.update_period = Seconds{0.001};
  Domain psys;
  psys.update_period = Seconds{1.0};
  EXPECT_DOUBLE_EQ(wanted_region(limits, {}).value(), 0.01);
  EXPECT_DOUBLE_EQ(wanted_region(limits, {package, psys}).value(), 0.01);
  package.update_period = Seconds{0.1};
  EXPECT_DOUBLE_EQ(wanted_region(limits, {package, psys}).value(), 1.0);
}

constexpr Seconds ten_milliseconds{0.01};

TEST(UntimedCalls, AreTwoOrOneWhereACallLastsLongerThanARegion) {
  EXPECT_EQ(untimed_calls_for(Seconds{0.0001}, ten_milliseconds), 2U);
  EXPECT_EQ(untimed_calls_for(Seconds{0.01}, ten_milliseconds), 2U);
  EXPECT_EQ(untimed_calls_for(Seconds{0.011}, ten_milliseconds), 1U);
  EXPECT_EQ(untimed_calls_for(Seconds{10.0}, ten_milliseconds), 1U) << "never fewer";
}

TEST(ChooseTurn, FillsTheRegion) {
  EXPECT_EQ(choose_turn(Seconds{0.001}, ten_milliseconds).iterations, 10U);
  EXPECT_EQ(choose_turn(Seconds{0.0003}, ten_milliseconds).iterations, 34U) << "33.3, and not less than the region";
  EXPECT_EQ(choose_turn(Seconds{0.0003}, ten_milliseconds).untimed_calls, 2U);
}

TEST(ChooseTurn, MeasuresAtLeastTwiceAsMuchAsItLeavesUntimed) {
  const Turn short_calls = choose_turn(Seconds{0.006}, ten_milliseconds);  // two would fill the region
  EXPECT_EQ(short_calls.iterations, 4U);
  EXPECT_EQ(short_calls.untimed_calls, 2U);
  const Turn long_calls = choose_turn(Seconds{0.05}, ten_milliseconds);
  EXPECT_EQ(long_calls.iterations, 2U);
  EXPECT_EQ(long_calls.untimed_calls, 1U);
}

TEST(ChooseTurn, MeasuresACallOfTenRegionsOnce) {
  const Turn turn = choose_turn(Seconds{0.1}, ten_milliseconds);
  EXPECT_EQ(turn.iterations, 1U);
  EXPECT_EQ(turn.untimed_calls, 1U);
}

TEST(ChooseTurn, HasABoundWhereACallTakesNoTimeAtAll) {
  EXPECT_LE(choose_turn(Seconds{0.0}, ten_milliseconds).iterations, 1'000'000'000'000'000U);
}

/// One more joule at every read.
class SteadySource final : public EnergySource {
 public:
  SteadySource() {
    domain_.name = "package-0";
    domain_.where = "/steady";
    domain_.unit = domain_.resolution = Joules{1.0};
    domain_.counted = true;
  }
  [[nodiscard]] const std::string& name() const override { return name_; }
  [[nodiscard]] std::span<const Domain> domains() const override { return {&domain_, 1}; }
  [[nodiscard]] std::error_code read(std::span<std::uint64_t> ticks) noexcept override {
    ticks[0] = ++reads_;
    return {};
  }
  [[nodiscard]] std::string last_failure() const override { return {}; }

 private:
  std::string name_ = "steady";
  Domain domain_;
  std::uint64_t reads_ = 0;
};

/// Moves on only when it is told to.
class StandingClock final : public Clock {
 public:
  [[nodiscard]] Seconds now() noexcept override { return time; }
  Seconds time;
};

class CountedVariant final : public Variant {
 public:
  [[nodiscard]] Answer answer() override { return {std::int64_t{1}}; }
  void run(benchmark::State& state) override {
    int iterations = 0;
    for ([[maybe_unused]] auto _ : state) ++iterations;
    calls += iterations;
    runs.push_back(iterations);
    if (then) then();
  }
  int calls = 0;
  std::vector<int> runs;
  std::function<void()> then;
};

class Runner : public ::testing::Test {
 protected:
  Runner() {
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::make_unique<SteadySource>());
    EnergyMeter::Options options;
    options.update_periods.resize(1);
    options.clock = clock_;
    meter_.emplace(std::move(sources), std::move(options));
    runner_.emplace(NamedVariant{"a/b/cpp:one", &variant_}, *meter_, counters_);
  }

  /// How long each repetition will last, by the standing clock.
  void let_repetitions_last(std::vector<double> seconds) {
    variant_.then = [this, seconds] { clock_->time += Seconds{seconds.at(variant_.runs.size() - 1)}; };
  }

  std::shared_ptr<StandingClock> clock_ = std::make_shared<StandingClock>();
  CountedVariant variant_;
  FileRoots roots_;
  ExplanatoryCounters counters_{roots_, std::make_shared<ProcessUsage>(roots_)};
  std::optional<EnergyMeter> meter_;
  std::optional<RepetitionRunner> runner_;
};

TEST_F(Runner, ATurnIsItsUntimedCallsAndThenTheMeasuredOnes) {
  runner_->fix({.iterations = 5, .untimed_calls = 2});
  runner_->warm();
  EXPECT_EQ(runner_->run().iterations, 5U);
  runner_->warm();
  EXPECT_EQ(runner_->run().iterations, 5U);
  EXPECT_THAT(variant_.runs, ::testing::ElementsAre(2, 5, 2, 5));
}

TEST_F(Runner, WithoutUntimedCallsWarmingDoesNothing) {
  runner_->fix({.iterations = 5, .untimed_calls = 0});
  runner_->warm();
  EXPECT_EQ(variant_.calls, 0);
}

TEST_F(Runner, RunOnceRunsOneIterationAndFixHoldsAgainAfterIt) {
  runner_->fix({.iterations = 5, .untimed_calls = 2});
  runner_->run_once();
  runner_->fix({.iterations = 3, .untimed_calls = 1});
  runner_->warm();
  EXPECT_EQ(runner_->run().iterations, 3U);
  EXPECT_THAT(variant_.runs, ::testing::ElementsAre(1, 1, 3));
}

TEST_F(Runner, WarmUpEndsWhenTwoRepetitionsAgreeWithinFivePercent) {
  runner_->fix({.iterations = 3, .untimed_calls = 0});
  let_repetitions_last({1.0, 0.9, 0.86, 0.1});
  EXPECT_DOUBLE_EQ(warm_up(*runner_, Seconds{}).value(), 0.86);
  EXPECT_EQ(variant_.runs.size(), 3U);
}

TEST_F(Runner, WarmUpEndsWhenARepetitionTakesWhatItTookInEarlierRounds) {
  runner_->fix({.iterations = 3, .untimed_calls = 0});
  let_repetitions_last({2.0, 1.04, 9.0});
  EXPECT_DOUBLE_EQ(warm_up(*runner_, Seconds{1.0}).value(), 1.04);
  EXPECT_EQ(variant_.runs.size(), 2U);
}

TEST_F(Runner, WarmUpEndsAfterFiveRepetitionsThatDoNotAgree) {
  runner_->fix({.iterations = 3, .untimed_calls = 0});
  let_repetitions_last({1.0, 2.0, 1.0, 2.0, 1.0});
  EXPECT_DOUBLE_EQ(warm_up(*runner_, Seconds{}).value(), 1.0);
  EXPECT_EQ(variant_.runs.size(), 5U);
}

/// Two readings whose differences are all different.
Repetition repetition() {
  Repetition made;
  made.iterations = 4;
  made.energy =
      EnergyUse{.wall = Seconds{0.5}, .domains = {Joules{2.0}}, .total = Joules{2.0}, .total_uncertainty = {}};
  made.before.usage = {.cpu = Seconds{1.0},
                       .cpu_user = Seconds{0.5},
                       .cpu_system = Seconds{0.25},
                       .context_switches_voluntary = 10,
                       .context_switches_involuntary = 20,
                       .page_faults_minor = 30,
                       .page_faults_major = 40,
                       .resident_bytes = 50};
  made.after.usage = {.cpu = Seconds{1.5},
                      .cpu_user = Seconds{0.75},
                      .cpu_system = Seconds{0.375},
                      .context_switches_voluntary = 11,
                      .context_switches_involuntary = 22,
                      .page_faults_minor = 33,
                      .page_faults_major = 44,
                      .resident_bytes = 55};
  made.before.idle = IdleReading{.microseconds = 1'000'000, .entries = 100};
  made.after.idle = IdleReading{.microseconds = 1'750'000, .entries = 105};
  for (std::size_t event = 0; event < hardware_event_count; ++event) {
    made.before.events.events[event] = {.count = 1000, .enabled_nanoseconds = 10, .running_nanoseconds = 10};
    made.after.events.events[event] = {.count = 1006 + event, .enabled_nanoseconds = 110, .running_nanoseconds = 110};
  }
  return made;
}

TEST(ToSample, TakesTheDifferencesOfWhatExplains) {
  const Sample sample = to_sample(repetition());
  EXPECT_EQ(sample.cpu_seconds, 0.5);
  EXPECT_EQ(sample.cpu_user_seconds, 0.25);
  EXPECT_EQ(sample.cpu_system_seconds, 0.125);
  EXPECT_EQ(sample.context_switches_voluntary, 1U);
  EXPECT_EQ(sample.context_switches_involuntary, 2U);
  EXPECT_EQ(sample.page_faults_minor, 3U);
  EXPECT_EQ(sample.page_faults_major, 4U);
  EXPECT_EQ(sample.resident_bytes, 55U) << "not a difference: what it was at the end";
  EXPECT_EQ(sample.idle_residency_seconds, 0.75);
  EXPECT_EQ(sample.wake_ups, 5U);
  EXPECT_EQ(sample.instructions, 6U);
  EXPECT_EQ(sample.cycles, 7U);
  EXPECT_EQ(sample.cache_misses, 8U);
}

TEST(ToSample, LeavesUnknownWhatEitherReadingDoesNotKnow) {
  Repetition made = repetition();
  made.after.idle.reset();
  made.before.events.events[1].reset();
  made.after.events.events[2]->running_nanoseconds = 60;  // half of the time only
  const Sample sample = to_sample(made);
  EXPECT_FALSE(sample.idle_residency_seconds);
  EXPECT_FALSE(sample.wake_ups);
  EXPECT_EQ(sample.instructions, 6U);
  EXPECT_FALSE(sample.cycles);
  EXPECT_FALSE(sample.cache_misses);
}

TEST(ToSample, ExplainsAVoidRepetitionTooAndGivesItNoJoules) {
  Repetition made = repetition();
  made.energy = MeterFault{.kind = MeterFault::Kind::reset, .reason = "suspended"};
  const Sample sample = to_sample(made);
  EXPECT_EQ(sample.void_reason, "suspended");
  EXPECT_FALSE(sample.energy_total_joules);
  EXPECT_EQ(sample.wake_ups, 5U);
}

// Leaving the block out would keep those that read high, and lose its time.
TEST(ToSample, ARepetitionBelowResolutionIsValidAndHasNoJoules) {
  Repetition made = repetition();
  EnergyUse use;
  use.wall = Seconds{0.25};
  use.domains = {Joules{0.0}};
  use.total_uncertainty = Joules{0.1};
  made.energy = use;
  const Sample sample = to_sample(made);
  EXPECT_EQ(sample.void_reason, "");
  EXPECT_FALSE(sample.energy_total_joules);
  EXPECT_TRUE(sample.domain_joules.empty());
  EXPECT_EQ(sample.wall_seconds, 0.25);
}

TEST(ToSample, AnUnreadableCounterLeavesTheJoulesEmpty) {
  Repetition made = repetition();
  made.library_time = Seconds{0.5};
  made.energy = MeterFault{MeterFault::Kind::unreadable, "zone/energy_uj: no data"};
  const Sample sample = to_sample(made);
  EXPECT_EQ(sample.iterations, 4U);
  EXPECT_EQ(sample.wall_seconds, 0.5);
  EXPECT_TRUE(sample.domain_joules.empty());
  EXPECT_EQ(sample.void_reason, "zone/energy_uj: no data");
}

}  // namespace
}  // namespace greenbench
