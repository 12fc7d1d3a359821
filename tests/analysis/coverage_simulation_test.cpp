// Does the 95% interval hold what it promises? Simulated noise with a known truth and fixed seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <string>
#include <vector>

#include "analysis/signed_rank.hpp"
#include "analysis/worker_ratios.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

bool covers(const std::vector<double>& values, double truth) {
  const auto interval = SignedRank{values}.interval(0.95);
  return interval && interval->low <= truth && truth <= interval->high;
}

struct Shape {
  std::string name;
  std::function<double(Noise&)> draw;
  double pseudo_median;
};

class Coverage : public testing::TestWithParam<Shape> {};

TEST_P(Coverage, OfThePseudoMedianIsBetween93And97Percent) {
  constexpr int trials = 5000;  // standard error 0.3%
  Noise noise{2024};
  int covered = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> values(15);
    std::ranges::generate(values, [&] { return GetParam().draw(noise); });
    covered += covers(values, GetParam().pseudo_median) ? 1 : 0;
  }
  EXPECT_GE(covered, trials * 0.93);
  EXPECT_LE(covered, trials * 0.97);
}

std::string name_of_shape(const testing::TestParamInfo<Shape>& shape) {
  return shape.param.name;
}

/// The mean of two exponential values is gamma distributed; its median is 1.67834699 / 2.
INSTANTIATE_TEST_SUITE_P(Noise, Coverage,
                         testing::Values(Shape{"normal", [](Noise& n) { return n.normal(); }, 0.0},
                                         Shape{"student_t3", [](Noise& n) { return n.student_t3(); }, 0.0},
                                         Shape{"skewed", [](Noise& n) { return n.exponential(); }, 0.839173495},
                                         Shape{"outliers", [](Noise& n) { return n.with_outliers(); }, 0.0}),
                         name_of_shape);

/// How the machine misbehaves while a worker runs its blocks.
struct Disturbance {
  std::string name;
  double worker_effect = 0.0;
  std::function<double(Noise&, double state, int block)> slowness;  ///< logarithm, next state of the machine
};

class WorkerCoverage : public testing::TestWithParam<Disturbance> {
 protected:
  /// Blocks of two variants that truly differ by 10% in a machine whose slowness both share, plus noise of their own.
  static WorkerRecord worker(Noise& noise, const Disturbance& disturbance) {
    const double effect = disturbance.worker_effect * noise.normal();
    std::vector<std::vector<Cost>> blocks;
    double state = 0.0;
    for (int block = 0; block < 12; ++block) {
      state = disturbance.slowness(noise, state, block);
      blocks.push_back({{1.1 * std::exp(state + effect + 0.02 * noise.student_t3())},
                        {std::exp(state + 0.02 * noise.student_t3())}});
    }
    return worker_of(0, blocks);
  }
};

TEST_P(WorkerCoverage, OfTheTrueRatioIsBetween93And97Percent) {
  constexpr int trials = 2000;  // standard error 0.5%
  Noise noise{99};
  const auto planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
  int covered = 0;
  for (int trial = 0; trial < trials; ++trial) {
    HotspotRun measured;
    for (int index = 0; index < 15; ++index) measured.workers.push_back(worker(noise, GetParam()));
    const WorkerRatios ratios = worker_ratios(valid_blocks(planned, measured), {.baseline = 0, .variant = 1});
    covered += covers(ratios.time.trimmed, std::log(1.1)) ? 1 : 0;
  }
  EXPECT_GE(covered, trials * 0.93);
  EXPECT_LE(covered, trials * 0.97);
}

double steady(Noise&, double, int) {
  return 0.0;
}
double linear_drift(Noise&, double, int block) {
  return 0.03 * block;
}
double step(Noise&, double, int block) {
  return block < 6 ? 0.0 : 0.4;
}
double autoregressive(Noise& noise, double state, int) {
  return 0.8 * state + 0.1 * noise.normal();
}
double bursts(Noise& noise, double state, int) {
  if (noise.uniform() < 0.15) return noise.exponential();
  return noise.uniform() < 0.5 ? state : 0.0;
}

std::string name_of_disturbance(const testing::TestParamInfo<Disturbance>& info) {
  return info.param.name;
}

INSTANTIATE_TEST_SUITE_P(
    Machine, WorkerCoverage,
    testing::Values(Disturbance{"steady", 0.0, steady}, Disturbance{"workers_4_percent", 0.04, steady},
                    Disturbance{"workers_8_percent", 0.08, bursts}, Disturbance{"linear_drift", 0.04, linear_drift},
                    Disturbance{"step_drift", 0.04, step}, Disturbance{"autoregressive", 0.0, autoregressive},
                    Disturbance{"bursts", 0.04, bursts}),
    name_of_disturbance);

TEST(Power, SeesThreePercentUnderThreePercentNoiseWithFifteenWorkers) {
  constexpr int trials = 2000;
  Noise noise{5};
  int seen = 0;
  for (int trial = 0; trial < trials; ++trial) {
    std::vector<double> log_ratios(15);
    std::ranges::generate(log_ratios, [&] { return std::log(1.03) + 0.03 * noise.normal(); });
    seen += SignedRank{log_ratios}.p_value() <= 0.05 ? 1 : 0;
  }
  EXPECT_GE(seen, trials * 0.80);
}

}  // namespace
}  // namespace greenbench
