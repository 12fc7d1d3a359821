#include "analysis/verdicts/stop_rule.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using testing::ElementsAre;

const PlannedHotspot planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
const StopRule rule{.limits = {.precision = 0.02, .min_rounds = 10, .max_rounds = 20, .time_limit_seconds = 60.0},
                    .provenance = Provenance::measured,
                    .level = 0.95};

/// Rounds whose ratios lie evenly between ratio / spread and ratio * spread, in J and in s.
struct Spread {
  double time = 1.0;
  double energy = 1.0;
};

HotspotRun spread_rounds(std::uint32_t count, Spread spread, double ratio = 2.0) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < count; ++index) {
    const double place = 2.0 * (index + 0.5) / count - 1.0;  // evenly in -1 to 1
    const Cost baseline{ratio * std::pow(spread.time, place), ratio * std::pow(spread.energy, place)};
    measured.rounds.push_back(round_of(index, {{baseline, {1.0, 1.0}}}));
  }
  return measured;
}

std::optional<StopReason> reason(const HotspotRun& measured, double elapsed_seconds = 0.0, StopRule with = rule) {
  return stop_state(with, planned, measured, elapsed_seconds).stop;
}

TEST(StopRule, GoesOnUntilThereAreEnoughRounds) {
  EXPECT_EQ(reason(spread_rounds(9, {1.0, 1.0})), std::nullopt);
  EXPECT_EQ(reason(spread_rounds(10, {1.0, 1.0})), StopReason::precision_reached);
}

TEST(StopRule, GoesOnUntilTheIntervalIsNarrow) {
  EXPECT_EQ(reason(spread_rounds(12, {1.01, 1.01})), StopReason::precision_reached);
  EXPECT_EQ(reason(spread_rounds(12, {1.2, 1.2})), std::nullopt);
}

TEST(StopRule, AsksForMoreOfTheControl) {
  const PlannedHotspot control = planned_hotspot("control/aa", {"python:baseline", "python:same"});
  const HotspotRun measured = spread_rounds(12, {1.03, 1.03}, 1.0);
  EXPECT_EQ(stop_state(rule, planned, measured, 0.0).stop, StopReason::precision_reached);
  EXPECT_EQ(stop_state(rule, control, measured, 0.0).stop, std::nullopt) << "1%, to be equivalent within 2%";
}

TEST(StopRule, DoesNotStopBecauseADifferenceIsClear) {
  EXPECT_EQ(reason(spread_rounds(15, {1.2, 1.2}, 10.0)), std::nullopt);  // p is 2 / 2^15
}

TEST(StopRule, ReportsTheWidthItReached) {
  // Six rounds: the interval runs from the least to the greatest, 5/6 of the way out to either side.
  const StopState state = stop_state(rule, planned, spread_rounds(6, {1.0, 1.3}), 0.0);
  ASSERT_TRUE(state.least_precise);
  EXPECT_NEAR(state.least_precise->precision.half_width, std::pow(1.3, 5.0 / 6.0) - 1.0, 1e-9);
  EXPECT_NEAR(state.least_precise->precision.wanted, 0.05, 1e-12);  // ln 2 / 10 is more
  EXPECT_EQ(state.least_precise->variant, "python:join");
  EXPECT_NEAR(state.least_precise->ratio.value, 2.0, 1e-9);
}

TEST(StopRule, KnowsNoWidthWithTooFewRounds) {
  const StopState state = stop_state(rule, planned, spread_rounds(5, {1.0, 1.0}), 0.0);
  EXPECT_FALSE(state.least_precise);
  EXPECT_THAT(state.precise, ElementsAre(false));
}

TEST(StopRule, DoesNotCountRoundsThatWereDiscarded) {
  const auto discard = [](HotspotRun measured, std::size_t count) {
    for (std::size_t index = 0; index < count; ++index) void_blocks(measured.rounds[index].samples, "the CPU was busy");
    return measured;
  };
  const HotspotRun wide = spread_rounds(20, {1.2, 1.2});
  EXPECT_EQ(reason(wide), StopReason::max_rounds);
  EXPECT_EQ(reason(discard(wide, 1)), std::nullopt);
  EXPECT_EQ(reason(discard(spread_rounds(10, {1.0, 1.0}), 1)), std::nullopt) << "nine are too few";
  EXPECT_EQ(reason(discard(spread_rounds(40, {9.0, 9.0}), 25)), StopReason::max_rounds) << "twice as many were started";
}

TEST(StopRule, AsksForTimeAsWellWhereJoulesAreEstimated) {
  const HotspotRun noisy_time = spread_rounds(12, {1.2, 1.0});
  EXPECT_EQ(reason(noisy_time), StopReason::precision_reached);
  StopRule estimated = rule;
  estimated.provenance = Provenance::estimated;
  EXPECT_EQ(reason(noisy_time, 0.0, estimated), std::nullopt);
}

TEST(StopRule, AsksForTimeAloneWhereNoJoulesAreKnown) {
  HotspotRun wide = spread_rounds(12, {1.2, 1.0});
  HotspotRun narrow = spread_rounds(12, {1.0, 1.2});
  for (HotspotRun* measured : {&wide, &narrow}) {
    for (RoundRecord& round : measured->rounds) round.samples[0].energy_total_joules.reset();
  }
  EXPECT_EQ(reason(wide), std::nullopt);
  EXPECT_EQ(reason(narrow), StopReason::precision_reached);
}

TEST(StopRule, WaitsForTheWidestComparison) {
  const auto three = planned_hotspot("strings/build", {"python:concat", "python:join", "python:buffer"});
  HotspotRun measured = spread_rounds(12, {1.0, 1.0});
  for (std::uint32_t index = 0; index < 12; ++index) {
    const double joules = std::pow(1.3, index / 11.0);
    measured.rounds[index].samples.push_back(repetition(2, 0, {1.0, joules}));
  }
  const StopState state = stop_state(rule, three, measured, 0.0);
  EXPECT_EQ(state.stop, std::nullopt);
  EXPECT_EQ(state.least_precise->variant, "python:buffer");
  EXPECT_THAT(state.precise, ElementsAre(true, false));
}

TEST(StopRule, WantsLessOfALargeRatio) {
  // Of the 78 averages of 12 rounds 13 are cut off at each end; the next is at place -5/12: 1.06^(5/12) is 2.5%.
  const Spread spread{1.06, 1.06};
  EXPECT_EQ(reason(spread_rounds(12, spread, 1.1)), std::nullopt);  // wanted: 2%, since ln 1.1 / 10 is 1%
  EXPECT_EQ(reason(spread_rounds(12, spread, 1.4)), StopReason::precision_reached);        // wanted: 3.4%
  EXPECT_EQ(reason(spread_rounds(12, spread, 1.0 / 1.4)), StopReason::precision_reached);  // the same
}

TEST(StopRule, WaitsForTheOneWithFurthestToGoNotForTheWidest) {
  const auto three = planned_hotspot("strings/build", {"python:concat", "python:join", "python:buffer"});
  HotspotRun measured = spread_rounds(12, {1.0, 1.11}, 600.0);  // join: ±4.4%, but 5% is enough
  for (std::uint32_t index = 0; index < 12; ++index) {
    const double baseline = *measured.rounds[index].samples[0].energy_total_joules / simulated_iterations;
    const double place = 2.0 * (index + 0.5) / 12.0 - 1.0;
    measured.rounds[index].samples.push_back(repetition(2, 0, {1.0, baseline * std::pow(1.06, place)}));  // ±2.5%
  }
  const StopState state = stop_state(rule, three, measured, 0.0);
  EXPECT_EQ(state.least_precise->variant, "python:buffer");
  EXPECT_THAT(state.precise, ElementsAre(true, false));
}

TEST(StopRule, KnowsWhichPairsArePreciseThoughOneWasNeverMeasured) {
  const auto three = planned_hotspot("strings/build", {"python:concat", "python:buffer", "python:join"});
  HotspotRun measured = spread_rounds(12, {1.0, 1.0});
  for (RoundRecord& round : measured.rounds) round.samples[1].variant = 2;  // buffer has no repetition
  const StopState state = stop_state(rule, three, measured, 0.0);
  EXPECT_EQ(state.stop, std::nullopt);
  EXPECT_FALSE(state.least_precise);
  EXPECT_THAT(state.precise, ElementsAre(false, true));
}

TEST(StopRule, DoesNotWaitForAVariantThatFailed) {
  const auto three = planned_hotspot("strings/build", {"python:concat", "python:join", "python:buffer"});
  HotspotRun measured = spread_rounds(12, {1.0, 1.0});
  measured.rounds[0].samples.push_back(repetition(2, 0, {1.0, 1.0}));  // it failed in the second round
  EXPECT_EQ(stop_state(rule, three, measured, 0.0).stop, std::nullopt);
  measured.failed_variants = {{.variant = 2, .failure = {}}};
  EXPECT_EQ(stop_state(rule, three, measured, 0.0).stop, StopReason::precision_reached);
}

TEST(StopRule, NeedsTheRoundsOnlyOnceTheBaselineFailed) {
  HotspotRun measured = spread_rounds(10, {1.5, 1.5});
  measured.failed_variants = {{.variant = 0, .failure = {}}};
  EXPECT_EQ(reason(measured), StopReason::precision_reached);
  EXPECT_EQ(reason(spread_rounds(10, {1.5, 1.5})), std::nullopt);
}

TEST(StopRule, StopsAtTheMostRounds) {
  EXPECT_EQ(reason(spread_rounds(19, {1.5, 1.5})), std::nullopt);
  EXPECT_EQ(reason(spread_rounds(20, {1.5, 1.5})), StopReason::max_rounds);
  EXPECT_EQ(reason(spread_rounds(20, {1.0, 1.0})), StopReason::precision_reached);
}

TEST(StopRule, TheTimeLimitWinsOverTheLeastRounds) {
  EXPECT_EQ(reason(spread_rounds(3, {1.0, 1.0}), 59.9), std::nullopt);
  EXPECT_EQ(reason(spread_rounds(3, {1.0, 1.0}), 60.0), StopReason::time_limit);
  EXPECT_EQ(reason({}, 60.0), StopReason::time_limit);
  EXPECT_EQ(reason(spread_rounds(12, {1.0, 1.0}), 60.0), StopReason::precision_reached);
}

TEST(StopRule, StoppingOnWidthCountsEveryComparisonThreeTimes) {
  EXPECT_EQ(stopping_price({.min_rounds = 10, .max_rounds = 80}), 3U);
  EXPECT_EQ(stopping_price({.min_rounds = 12, .max_rounds = 12}), 1U);
}

TEST(StopRule, IntervalsPayForStoppingOnWidth) {
  EXPECT_EQ(confidence_of(0.95, {.min_rounds = 6, .max_rounds = 40}).error_share, 0.7);
  EXPECT_EQ(confidence_of(0.95, {.min_rounds = 6, .max_rounds = 40}).level, 0.95);
  EXPECT_EQ(confidence_of(0.95, {.min_rounds = 12, .max_rounds = 12}).error_share, 1.0);
  StopRule fixed = rule;
  fixed.limits.min_rounds = fixed.limits.max_rounds;
  HotspotRun measured;
  for (std::uint32_t index = 0; index < 12; ++index) {
    const double cost = std::exp(0.01 * index * index);  // no two averages are equal
    measured.rounds.push_back(round_of(index, {{{cost, cost}, {1.0, 1.0}}}));
  }
  EXPECT_LT(stop_state(fixed, planned, measured, 0.0).least_precise->precision.half_width,
            stop_state(rule, planned, measured, 0.0).least_precise->precision.half_width);
}

TEST(StopRule, RoundsWithoutAValidBlockDoNotCountTowardTheLeast) {
  HotspotRun measured = spread_rounds(10, {1.0, 1.0});
  measured.rounds[4].samples[0].void_reason = "thermal throttling";
  EXPECT_EQ(reason(measured), std::nullopt);
}

TEST(StopRule, AHotspotWithoutPairsNeedsTheRoundsOnly) {
  const auto alone = planned_hotspot("control/noop", {"python:noop", "cpp:noop"});
  const HotspotRun measured = equal_rounds(10, {{{1.0}, {1.0}}});
  EXPECT_EQ(stop_state(rule, alone, measured, 0.0).stop, StopReason::precision_reached);
  EXPECT_EQ(stop_state(rule, alone, equal_rounds(9, {{{1.0}, {1.0}}}), 0.0).stop, std::nullopt);
}

}  // namespace
}  // namespace greenbench
