#include "harness/doctor/power_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <stdexcept>
#include <vector>

namespace greenbench {
namespace {

/// A second of `busy` CPUs at this power.
LoadObservation second_of(double busy, double watts, std::optional<double> memory_watts = std::nullopt) {
  LoadObservation seen{.wall = Seconds{1.0}, .cpu = Seconds{busy}, .processor = Joules{watts}, .memory = {}};
  if (memory_watts) seen.memory = Joules{*memory_watts};
  return seen;
}

TEST(FitPower, FindsTheLineThroughExactObservations) {
  // Four CPUs at 2 W idle and 10 W full: 8 W, and 8 W more for each busy one.
  const std::vector<LoadObservation> seen = {second_of(0, 8), second_of(1, 16), second_of(2, 24), second_of(4, 40)};
  const PowerFit fit = fit_power(seen, {.cpus = 4, .memory_gib = {}});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, 2.0, 1e-9);
  EXPECT_NEAR(fit.full_watts_per_cpu.value, 10.0, 1e-9);
  EXPECT_NEAR(fit.idle_watts_per_cpu.low, 2.0, 1e-9);
  EXPECT_NEAR(fit.full_watts_per_cpu.high, 10.0, 1e-9);
}

TEST(FitPower, FindsTheCurveThroughExactObservations) {
  // Four CPUs at 2 W idle and 10 W full; a curve with the exponent 0.5: one busy CPU takes half of the way, 24 W.
  const std::vector<LoadObservation> seen = {second_of(0, 8), second_of(1, 24), second_of(4, 40)};
  const PowerFit fit = fit_power(seen, {.cpus = 4, .memory_gib = {}, .load_exponent = 0.5});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, 2.0, 1e-9);
  EXPECT_NEAR(fit.full_watts_per_cpu.value, 10.0, 1e-9);
  ASSERT_TRUE(fit.held_out);
  EXPECT_NEAR(fit.held_out->largest, 0.0, 1e-9);
}

TEST(FitPower, SaysHowFarItWasFromLoadsThatItHadNotSeen) {
  // On one straight line but for the middle: 10, 30 and 40 W at 0, 1 and 2 busy CPUs. Without the middle the line says
  // 25 W there, 1/6 too little; without the first 20 W, twice as much; without the last 50 W, a quarter too much.
  const std::vector<LoadObservation> seen = {second_of(0, 10), second_of(1, 30), second_of(2, 40)};
  const PowerFit fit = fit_power(seen, {.cpus = 2, .memory_gib = {}});
  ASSERT_TRUE(fit.held_out);
  EXPECT_NEAR(fit.held_out->median, 0.25, 1e-9);
  EXPECT_NEAR(fit.held_out->largest, 1.0, 1e-9);
  const std::vector<LoadObservation> two_loads = {second_of(0, 10), second_of(1, 30), second_of(1, 31)};
  EXPECT_FALSE(fit_power(two_loads, {.cpus = 2, .memory_gib = {}}).held_out);
}

TEST(FitPower, DoesNotMindHowLongAnObservationTook) {
  std::vector<LoadObservation> seen = {second_of(0, 8), second_of(1, 16), second_of(4, 40)};
  seen[1] = {.wall = Seconds{3.0}, .cpu = Seconds{3.0}, .processor = Joules{48.0}, .memory = {}};
  EXPECT_NEAR(fit_power(seen, {.cpus = 4, .memory_gib = {}}).full_watts_per_cpu.value, 10.0, 1e-9);
}

TEST(FitPower, StatesTheIntervalsOfTheCoefficients) {
  // One CPU. Busy 0, 0, 1, 1 at 1, 3, 5, 7 W: idle 2 W, full 6 W, all four residuals 1 W, so a variance of 4 / 2 = 2.
  // Each end is the mean of two observations: standard error 1 W. Student's t for two degrees of freedom is 4.3027.
  const std::vector<LoadObservation> seen = {second_of(0, 1), second_of(0, 3), second_of(1, 5), second_of(1, 7)};
  const PowerFit fit = fit_power(seen, {.cpus = 1, .memory_gib = {}});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, 2.0, 1e-9);
  EXPECT_NEAR(fit.idle_watts_per_cpu.high, 2.0 + 4.3027, 1e-4);
  EXPECT_EQ(fit.idle_watts_per_cpu.low, 0.0) << "no power is below nothing";
  EXPECT_NEAR(fit.full_watts_per_cpu.value, 6.0, 1e-9);
  EXPECT_NEAR(fit.full_watts_per_cpu.low, 6.0 - 4.3027, 1e-4);
}

TEST(FitPower, IsAtLeastAsUnsureAsItsLargestResidual) {
  // Many observations of a bent line: the coefficients are sure, the line is not. Two CPUs: 10 W idle, 30 W with one
  // busy, 40 W with both. The best line has the residuals -5/3, 10/3 and -5/3 W.
  std::vector<LoadObservation> seen;
  for (int i = 0; i < 100; ++i) {
    seen.push_back(second_of(0, 10));
    seen.push_back(second_of(1, 30));
    seen.push_back(second_of(2, 40));
  }
  const PowerFit fit = fit_power(seen, {.cpus = 2, .memory_gib = {}});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, (35.0 / 3.0) / 2.0, 1e-9);
  EXPECT_NEAR(fit.idle_watts_per_cpu.high - fit.idle_watts_per_cpu.value, (10.0 / 3.0) / 2.0, 1e-9);
  EXPECT_NEAR(fit.full_watts_per_cpu.value - fit.full_watts_per_cpu.low, (10.0 / 3.0) / 2.0, 1e-9);
}

TEST(FitPower, LoadsThatHardlyDifferLoseNoDigits) {
  // 896 CPUs at 2 W idle and 6 W full, seen only with nearly all of them busy: 1792 W, and 4 W for each busy one. Sums
  // of squares that are not taken about the mean miss by 3e-7 W here.
  std::vector<LoadObservation> seen;
  for (const double busy : {895.9, 895.95, 896.0}) seen.push_back(second_of(busy, 1792.0 + 4.0 * busy));
  const PowerFit exact = fit_power(seen, {.cpus = 896, .memory_gib = {}});
  EXPECT_NEAR(exact.idle_watts_per_cpu.value, 2.0, 1e-10);
  EXPECT_NEAR(exact.full_watts_per_cpu.value, 6.0, 1e-10);
  // Residuals of 1/1024, -2/1024 and 1/1024 W leave the line where it is, with a variance of 6 / 1024^2 and one degree
  // of freedom: t is 12.7062. Idle lies 895.95 CPUs from the mean load, and the loads' squares about it add up to
  // 2 x 0.05^2.
  seen[0].processor += Joules{1.0 / 1024.0};
  seen[1].processor += Joules{-2.0 / 1024.0};
  seen[2].processor += Joules{1.0 / 1024.0};
  const PowerFit noisy = fit_power(seen, {.cpus = 896, .memory_gib = {}});
  EXPECT_NEAR(noisy.idle_watts_per_cpu.value, 2.0, 1e-9);
  const double distance = 895.95 / 0.05;
  const double error = std::sqrt(6.0) / 1024.0 * std::sqrt(1.0 / 3.0 + distance * distance / 2.0);
  EXPECT_NEAR(noisy.idle_watts_per_cpu.high, 2.0 + 12.7062 * error / 896.0, 1e-4);
}

TEST(FitPower, CoversTheTruthInAboutNineteenOfTwentyNoisyFits) {
  std::mt19937 random{3};
  std::normal_distribution<double> noise{0.0, 1.0};
  int covered = 0;
  constexpr int fits = 400;
  for (int i = 0; i < fits; ++i) {
    std::vector<LoadObservation> seen;
    for (int round = 0; round < 2; ++round) {
      for (int busy = 0; busy <= 8; ++busy) seen.push_back(second_of(busy, 16.0 + 6.0 * busy + noise(random)));
    }
    const PowerFit fit = fit_power(seen, {.cpus = 8, .memory_gib = {}});
    const bool idle = fit.idle_watts_per_cpu.low <= 2.0 && 2.0 <= fit.idle_watts_per_cpu.high;
    const bool full = fit.full_watts_per_cpu.low <= 8.0 && 8.0 <= fit.full_watts_per_cpu.high;
    if (idle && full) ++covered;
  }
  EXPECT_GE(covered, fits * 0.9);
}

TEST(FitPower, ABusyCpuIsNeverBelowAnIdleOne) {
  const std::vector<LoadObservation> seen = {second_of(0, 20), second_of(1, 19), second_of(2, 18)};
  const PowerFit fit = fit_power(seen, {.cpus = 2, .memory_gib = {}});
  EXPECT_NEAR(fit.idle_watts_per_cpu.value, 9.5, 1e-9);
  EXPECT_EQ(fit.full_watts_per_cpu.value, fit.idle_watts_per_cpu.value);
  EXPECT_GE(fit.full_watts_per_cpu.low, fit.idle_watts_per_cpu.low);
}

TEST(FitPower, IdlePowerIsNeverNegative) {
  const std::vector<LoadObservation> seen = {second_of(1, 0), second_of(2, 10), second_of(3, 20)};
  const PowerFit fit = fit_power(seen, {.cpus = 4, .memory_gib = {}});
  EXPECT_EQ(fit.idle_watts_per_cpu.value, 0.0);
  // Through the origin: (1 x 0 + 2 x 10 + 3 x 20) / (1 + 4 + 9).
  EXPECT_NEAR(fit.full_watts_per_cpu.value, 80.0 / 14.0, 1e-9);
}

TEST(FitPower, KeepsTheTablesMemoryUnlessItWasMeasured) {
  const std::vector<LoadObservation> unmeasured = {second_of(0, 8), second_of(1, 16), second_of(2, 24)};
  EXPECT_EQ(fit_power(unmeasured, {.cpus = 4, .memory_gib = 16.0}).memory_watts_per_gib.value, 0.392);
  const std::vector<LoadObservation> measured = {second_of(0, 8, 4.0), second_of(1, 16, 6.0), second_of(2, 24, 8.0)};
  EXPECT_EQ(fit_power(measured, {.cpus = 4, .memory_gib = {}}).memory_watts_per_gib.low, 0.196);
  const ModelParameter memory = fit_power(measured, {.cpus = 4, .memory_gib = 16.0}).memory_watts_per_gib;
  EXPECT_DOUBLE_EQ(memory.value, 6.0 / 16.0);
  EXPECT_DOUBLE_EQ(memory.low, 4.0 / 16.0);
  EXPECT_DOUBLE_EQ(memory.high, 8.0 / 16.0);
}

TEST(FitPower, RefusesWhatMakesNoLine) {
  const std::vector<LoadObservation> few = {second_of(0, 8), second_of(1, 16)};
  EXPECT_THROW(static_cast<void>(fit_power(few, {})), std::invalid_argument);
  const std::vector<LoadObservation> same = {second_of(1, 8), second_of(1, 16), second_of(1.01, 9)};
  EXPECT_THROW(static_cast<void>(fit_power(same, {})), std::invalid_argument);
}

}  // namespace
}  // namespace greenbench
