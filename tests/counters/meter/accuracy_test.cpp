// How far measured joules are from the truth at constant power, and how often the stated uncertainty covers it.
// Counters move about every millisecond in steps of 61 uJ; regions begin at random phases. Everything happens on a
// simulated clock, so the figures are the same on every machine.

#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "tests/counters/simulated_bench.hpp"

namespace greenbench {
namespace {

using testing::Accuracy;
using testing::Bench;
using testing::dram_watts;
using testing::Errors;
using testing::errors_at_constant_power;
using testing::one_socket;
using testing::package_watts;
using testing::SimulatedCounter;

constexpr double one_socket_watts = package_watts + dram_watts;
constexpr double two_sockets_watts = 140.0;

std::vector<SimulatedCounter> two_sockets() {
  return {{.name = "package-0", .watts = 80.0},
          {.name = "package-1", .watts = 60.0, .period = 0.976e-3, .phase = 0.43e-3}};
}

/// Two regions in three wrap.
std::vector<SimulatedCounter> wrapping(std::vector<SimulatedCounter> counters, double region) {
  for (SimulatedCounter& counter : counters) {
    const double joules = counter.watts * (region + 0.004);
    counter.modulus = static_cast<std::uint64_t>(1.5 * joules / counter.unit);
  }
  return counters;
}

/// From -1 to 1, the same for the same number.
double scatter(double number) {
  auto bits = static_cast<std::uint64_t>(number) + 0x9e3779b97f4a7c15U;
  bits = (bits ^ (bits >> 30U)) * 0xbf58476d1ce4e5b9U;
  bits = (bits ^ (bits >> 27U)) * 0x94d049bb133111ebU;
  return static_cast<double>((bits ^ (bits >> 31U)) >> 11U) / 4503599627370496.0 - 1.0;
}

/// The same counters, each of whose updates comes up to `share` of a period early or late. They show what was used up
/// to their latest update.
std::vector<SimulatedCounter> jittering(std::vector<SimulatedCounter> counters, double share) {
  for (SimulatedCounter& counter : counters) {
    const auto update = [period = counter.period, phase = counter.phase, share](double number) {
      return phase + period * (number + share * scatter(number));
    };
    counter.joules_at = [update, counter](double time) {
      double latest = std::floor((time - counter.phase) / counter.period) + 1.0;
      while (update(latest) > time) latest -= 1.0;
      return counter.watts * update(latest);
    };
    counter.period = 1e-9;  // looked at continuously: joules_at decides when it moves
    counter.phase = 0.0;
  }
  return counters;
}

constexpr std::array regions = {Accuracy{1.0, 0.001, 0.001}, Accuracy{0.1, 0.005, 0.005}, Accuracy{0.01, 0.01, 0.02},
                                Accuracy{0.002, 0.05, 0.1}};

class TwoWrappingSockets : public ::testing::TestWithParam<Accuracy> {};

TEST_P(TwoWrappingSockets, AreMeasuredWithinTheirTolerance) {
  Bench bench{wrapping(two_sockets(), GetParam().region)};
  const Errors errors = errors_at_constant_power(bench, GetParam().region, two_sockets_watts);
  EXPECT_LT(errors.mean_relative, GetParam().error);
  EXPECT_GE(errors.covered, 0.95);
}

/// Updates up to three hundredths of a period early or late.
class JitteringUpdates : public ::testing::TestWithParam<Accuracy> {
 protected:
  static constexpr double share = 0.03;

  static void expect_accuracy(std::vector<SimulatedCounter> counters, double watts) {
    Bench bench{std::move(counters)};
    const Errors errors = errors_at_constant_power(bench, GetParam().region, watts);
    EXPECT_LT(errors.mean_relative, GetParam().error);
    EXPECT_GE(errors.covered, 0.95);
    EXPECT_LT(errors.mean_stated, GetParam().stated);
    RecordProperty("covered", std::to_string(errors.covered));
    RecordProperty("mean_relative_error", std::to_string(errors.mean_relative));
    RecordProperty("mean_stated_uncertainty", std::to_string(errors.mean_stated));
  }
};

INSTANTIATE_TEST_SUITE_P(Regions, TwoWrappingSockets, ::testing::ValuesIn(regions));
INSTANTIATE_TEST_SUITE_P(Regions, JitteringUpdates, ::testing::ValuesIn(regions));

TEST_P(JitteringUpdates, AreCoveredOnOneSocket) {
  expect_accuracy(jittering(one_socket(), share), one_socket_watts);
}

TEST_P(JitteringUpdates, AreCoveredOnTwoSockets) {
  expect_accuracy(jittering(two_sockets(), share), two_sockets_watts);
}

TEST_P(JitteringUpdates, AreCoveredThroughManyWraps) {
  expect_accuracy(jittering(wrapping(one_socket(), GetParam().region), share), one_socket_watts);
}

TEST_P(JitteringUpdates, AreCoveredOnTwoSocketsThroughManyWraps) {
  expect_accuracy(jittering(wrapping(two_sockets(), GetParam().region), share), two_sockets_watts);
}

}  // namespace
}  // namespace greenbench
