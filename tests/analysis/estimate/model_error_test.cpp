#include "analysis/estimate/model_error.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <set>

namespace greenbench {
namespace {

PowerModel model_of(double idle, double full, double exponent) {
  PowerModel model;
  model.idle_watts_per_cpu = {idle, idle, idle};
  model.full_watts_per_cpu = {full, full, full};
  model.load_exponent = exponent;
  return model;
}

TEST(PublishedRuns, AreTheWholeTable) {
  const std::vector<PublishedRun> runs = published_runs();
  EXPECT_EQ(runs.size(), 257U);
  std::set<std::string> programs;
  for (const PublishedRun& run : runs) {
    programs.insert(run.program);
    EXPECT_GT(run.runs, 0U);
    EXPECT_GT(run.wall_seconds, 0.0);
    EXPECT_GT(run.cpu_seconds, 0.0);
    const double watts = run.joules / run.wall_seconds;
    EXPECT_GT(watts, 100.0) << run.program;
    EXPECT_LT(watts, 700.0) << run.program;
    EXPECT_LE(run.cpu_seconds / run.wall_seconds, published_cpus * 1.01) << run.program;
  }
  EXPECT_EQ(programs.size(), 53U);
}

TEST(PairKind, IsOneCoreWhereBothSidesAre) {
  EXPECT_EQ(pair_kind(0.2, 1.1), PairKind::one_core);
  EXPECT_EQ(pair_kind(1.0, 1.2), PairKind::parallel);
  EXPECT_EQ(pair_kind(2.0, 0.1), PairKind::parallel);
}

TEST(ErrorQuantile, HoldsItsShareOfAnotherPairToo) {
  std::vector<double> errors(99);
  std::iota(errors.begin(), errors.end(), 1.0);  // 1 to 99, of which the 95th is at 0.95 x 100
  EXPECT_EQ(error_quantile(errors, 0.95), 95.0);
  EXPECT_EQ(error_quantile(errors, 0.5), 50.0);
  EXPECT_EQ(error_quantile({3.0, 1.0, 2.0}, 0.95), 3.0) << "too few for the level";
}

TEST(PublishedPairs, AreAllOfOneProgram) {
  const std::vector<PublishedRun> runs{{"a", "C", 1, 1.0, 1.0, 10.0},
                                       {"a", "Go", 1, 2.0, 8.0, 40.0},
                                       {"a", "Lua", 1, 4.0, 4.0, 45.0},
                                       {"b", "C", 1, 1.0, 1.0, 10.0}};
  const auto pairs = published_pairs(runs, model_of(1.0, 2.0, 1.0));
  ASSERT_EQ(pairs.size(), 3U);
  EXPECT_EQ(pairs[0].kind, PairKind::parallel);
  EXPECT_EQ(pairs[1].kind, PairKind::one_core);
  EXPECT_NEAR(pairs[1].measured, std::log(10.0 / 45.0), 1e-12);
  // 128 CPUs at 1 W for 1 s and 4 s, and 1 W for each CPU-second.
  EXPECT_NEAR(pairs[1].estimated, std::log((128.0 + 1.0) / (512.0 + 4.0)), 1e-12);
  EXPECT_NEAR(pairs[1].error(), std::abs(std::log(10.0 / 45.0) - std::log(129.0 / 516.0)), 1e-12);
}

/// Figures that an independent program (NumPy) found for the same table.
TEST(ModelErrors, AreThoseOfThePublishedPairs) {
  const ModelErrors line = model_errors(model_of(0.83, 3.24, 1.0), 0.95);
  EXPECT_EQ(line.one_core.pairs, 237U);
  EXPECT_EQ(line.parallel.pairs, 2266U);
  EXPECT_NEAR(line.one_core.factor, 1.473, 0.005);
  EXPECT_NEAR(line.parallel.factor, 2.006, 0.005);
  const ModelErrors curve = model_errors(model_of(0.83, 3.24, fitted_load_exponent), 0.95);
  EXPECT_NEAR(curve.parallel.factor, 1.81, 0.01);
  EXPECT_LT(curve.parallel.factor, line.parallel.factor) << "why the curve is used";
}

TEST(ModelErrors, OfAModelOfNoPowerOrTooMuchAreFinite) {
  EXPECT_TRUE(std::isfinite(model_errors(PowerModel{}, 0.95).parallel.factor));
  EXPECT_TRUE(std::isfinite(model_errors(model_of(0.0, 1e308, 1.0), 0.95).parallel.factor));
}

}  // namespace
}  // namespace greenbench
