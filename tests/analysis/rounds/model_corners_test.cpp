#include "analysis/rounds/model_corners.hpp"

#include <gtest/gtest.h>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

DomainRecord estimated_domain(const std::string& name) {
  DomainRecord domain;
  domain.name = name;
  domain.provenance = Provenance::estimated;
  domain.counted = true;
  return domain;
}

/// 2 CPUs at 1 W idle (0.5 to 2), 4 W full (3 to 6); memory at 0.5 W per GiB, known exactly.
Plan estimating_plan() {
  Plan plan;
  plan.domains = {estimated_domain("cpu_idle"), estimated_domain("cpu_active"), estimated_domain("memory")};
  plan.power_model = PowerModel{.name = "table row",
                                .reason = "microarchitecture",
                                .cpus = 2,
                                .idle_watts_per_cpu = {1.0, 0.5, 2.0},
                                .full_watts_per_cpu = {4.0, 3.0, 6.0},
                                .memory_watts_per_gib = {0.5, 0.5, 0.5}};
  return plan;
}

/// 10 s with 5 CPU-seconds and 2 GiB: 20 J idle, 15 J active, 10 J memory.
Sample estimated_sample() {
  Sample sample;
  sample.iterations = 1;
  sample.wall_seconds = 10.0;
  sample.cpu_seconds = 5.0;
  sample.resident_bytes = 2ULL << 30U;
  sample.domain_joules = {20.0, 15.0, 10.0};
  sample.energy_total_joules = 45.0;
  return sample;
}

TEST(ModelCorners, AreAllCombinationsOfLowAndHigh) {
  const auto model = EstimateModel::of(estimating_plan());
  ASSERT_TRUE(model);
  EXPECT_EQ(model->corners().size(), 4U);  // memory has no range
  Plan plan = estimating_plan();
  plan.power_model->memory_watts_per_gib = {0.5, 0.3, 0.7};
  EXPECT_EQ(EstimateModel::of(plan)->corners().size(), 8U);
}

TEST(ModelCorners, SkipFullPowerBelowIdlePower) {
  Plan plan = estimating_plan();
  plan.power_model->idle_watts_per_cpu = {1.0, 0.5, 3.5};  // high idle exceeds low full
  EXPECT_EQ(EstimateModel::of(plan)->corners().size(), 3U);
}

TEST(ModelCorners, RecomputeEachTermOfTheModel) {
  const auto model = EstimateModel::of(estimating_plan());
  const Sample sample = estimated_sample();
  EXPECT_NEAR(*model->joules(sample, {1.0, 4.0, 0.5}), 45.0, 1e-12);
  // 10 s x 2 CPUs x 2 W + 5 s x (6 - 2) W + 10 s x 2 GiB x 0.5 W.
  EXPECT_NEAR(*model->joules(sample, {2.0, 6.0, 0.5}), 40.0 + 20.0 + 10.0, 1e-12);
  EXPECT_NEAR(*model->joules(sample, {0.5, 3.0, 1.0}), 10.0 + 12.5 + 20.0, 1e-12);
}

TEST(ModelCorners, ComputeATermAnewThatTheRunHadAtZeroWatts) {
  Plan plan = estimating_plan();
  plan.power_model->idle_watts_per_cpu = {0.0, 0.0, 1.0};
  plan.power_model->memory_watts_per_gib = {0.0, 0.0, 0.5};
  Sample sample = estimated_sample();
  sample.domain_joules = {0.0, 20.0, 0.0};
  sample.energy_total_joules = 20.0;
  const auto model = EstimateModel::of(plan);
  EXPECT_NEAR(*model->joules(sample, {1.0, 4.0, 0.5}), 45.0, 1e-12);
}

TEST(ModelCorners, LeaveMeasuredDomainsAlone) {
  Plan plan = estimating_plan();
  plan.domains.push_back({});
  plan.domains.back().name = "gpu-0";
  plan.domains.back().counted = true;
  Sample sample = estimated_sample();
  sample.domain_joules.push_back(100.0);
  sample.energy_total_joules = 145.0;
  EXPECT_NEAR(*EstimateModel::of(plan)->joules(sample, {2.0, 6.0, 0.5}), 170.0, 1e-12);
}

TEST(ModelCorners, AreUnknownWithoutAModelThatExplainsEveryDomain) {
  Plan plan = estimating_plan();
  plan.domains.push_back(estimated_domain("disk"));
  EXPECT_FALSE(EstimateModel::of(plan));
  plan = estimating_plan();
  plan.power_model.reset();
  EXPECT_FALSE(EstimateModel::of(plan));
}

TEST(ModelCorners, KnowNoJoulesWhereTheSampleHasNone) {
  const auto model = EstimateModel::of(estimating_plan());
  Sample sample = estimated_sample();
  sample.domain_joules.clear();
  EXPECT_FALSE(model->joules(sample, {1.0, 4.0, 0.5}));
  sample = estimated_sample();
  sample.energy_total_joules.reset();
  EXPECT_FALSE(model->joules(sample, {1.0, 4.0, 0.5}));
}

}  // namespace
}  // namespace greenbench
