#include "analysis/verdicts/model_interval.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace greenbench {
namespace {

Ratio ratio_of(double value, double low, double high) {
  Ratio ratio;
  ratio.value = value;
  ratio.interval = Interval{low, high, 0.95};
  ratio.equivalence_interval = Interval{low, high, 0.90};
  return ratio;
}

TEST(Widened, AddsHalfWidthsAsSquaresOfLogarithms) {
  const double step = std::exp(0.3);
  const Interval wide = widened(2.0, {2.0 / step, 2.0 * step, 0.95}, std::exp(0.4));
  EXPECT_NEAR(wide.low, 2.0 * std::exp(-0.5), 1e-12);
  EXPECT_NEAR(wide.high, 2.0 * std::exp(0.5), 1e-12);
  EXPECT_EQ(wide.level, 0.95);
}

TEST(Widened, ByNoErrorStaysAsItWas) {
  const Interval wide = widened(1.5, {1.4, 1.7, 0.95}, 1.0);
  EXPECT_NEAR(wide.low, 1.4, 1e-12);
  EXPECT_NEAR(wide.high, 1.7, 1e-12);
}

TEST(Widened, DoesNotShrinkWithTheNoise) {
  EXPECT_NEAR(widened(1.0, {1.0, 1.0, 0.95}, 1.5).low, 1.0 / 1.5, 1e-12);
  EXPECT_NEAR(widened(1.0, {0.999, 1.001, 0.95}, 1.5).high, 1.5, 1e-4);
}

TEST(WidenedRatio, TakesACornerThatReachesFurther) {
  const Ratio wide = widened(ratio_of(1.2, 1.1, 1.3), std::vector{ratio_of(0.5, 0.4, 0.6), ratio_of(1.2, 1.1, 1.3)},
                             ModelDoubt{1.5, 1.2});
  EXPECT_EQ(wide.interval->low, 0.4);
  EXPECT_NEAR(wide.interval->high, 1.2 * std::exp(std::hypot(std::log(1.3 / 1.2), std::log(1.5))), 1e-12);
  EXPECT_NEAR(wide.equivalence_interval->high, 1.2 * std::exp(std::hypot(std::log(1.3 / 1.2), std::log(1.2))), 1e-12);
  EXPECT_EQ(wide.model_error, 1.5);
}

TEST(WidenedRatio, HasNoIntervalWhereSomethingIsUnknown) {
  const Ratio ratio = ratio_of(1.2, 1.1, 1.3);
  Ratio without = ratio;
  without.interval.reset();
  EXPECT_FALSE(widened(ratio, {}, ModelDoubt{1.5, 1.4}).interval) << "no corners";
  EXPECT_FALSE(widened(without, std::vector{ratio}, ModelDoubt{1.5, 1.4}).interval);
  EXPECT_FALSE(widened(ratio, std::vector{without}, ModelDoubt{1.5, 1.4}).interval);
}

Sample busy_for(double cpu_seconds) {
  Sample sample;
  sample.iterations = 1;
  sample.wall_seconds = 1.0;
  sample.cpu_seconds = cpu_seconds;
  return sample;
}

TEST(ModelDoubts, AreThoseOfTheKindThatTheBusierSideBelongsTo) {
  PowerModel model;
  model.idle_watts_per_cpu = {1.0, 1.0, 1.0};
  model.full_watts_per_cpu = {4.0, 4.0, 4.0};
  const ModelDoubts doubts{model, 0.95};
  const Sample one_core = busy_for(1.0);
  const Sample parallel = busy_for(1.9);
  const RoundSamples quiet{{&one_core}};
  const RoundSamples busy{{&parallel}};
  EXPECT_EQ(doubts.of(quiet, quiet).interval_factor, doubts.errors().one_core.factor);
  EXPECT_EQ(doubts.of(quiet, busy).interval_factor, doubts.errors().parallel.factor);
  EXPECT_EQ(doubts.of(busy, quiet).interval_factor, doubts.errors().parallel.factor);
  EXPECT_LE(doubts.of(quiet, quiet).equivalence_factor, doubts.of(quiet, quiet).interval_factor) << "90% and 95%";
}

}  // namespace
}  // namespace greenbench
