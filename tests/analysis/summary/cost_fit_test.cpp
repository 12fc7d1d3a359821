#include "analysis/summary/cost_fit.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <vector>

namespace greenbench {
namespace {

constexpr std::uint64_t sizes[] = {10, 100, 1'000, 10'000, 100'000};

template <class Cost>
std::vector<CostPoint> points_of(Cost cost) {
  std::vector<CostPoint> points;
  for (const std::uint64_t size : sizes) points.push_back({size, cost(static_cast<double>(size))});
  return points;
}

TEST(FitCost, FindsALinearCostWithItsConstant) {
  const auto fit = fit_cost(points_of([](double n) { return 0.5 + 0.02 * n; }));
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->law, GrowthLaw::linear);
  EXPECT_NEAR(fit->constant, 0.5, 1e-9);
  EXPECT_NEAR(fit->factor, 0.02, 1e-12);
  EXPECT_NEAR(fit->relative_residual, 0.0, 1e-9);
}

TEST(FitCost, TellsSortingFromCopying) {
  EXPECT_EQ(fit_cost(points_of([](double n) { return 1e-9 * n * std::log(n); }))->law, GrowthLaw::linearithmic);
  EXPECT_EQ(fit_cost(points_of([](double n) { return 1e-6 + 1e-9 * n * n; }))->law, GrowthLaw::quadratic);
}

TEST(FitCost, WeighsEverySizeTheSame) {
  // numpy.linalg.lstsq([[1 / c, n / c]], ones) with c = 1.05, 9.9, 101, 995, 10100 at n = 1e1 ... 1e5
  const std::vector<CostPoint> points{{10, 1.05}, {100, 9.9}, {1'000, 101.0}, {10'000, 995.0}, {100'000, 10'100.0}};
  const auto fit = fit_cost(points);
  ASSERT_TRUE(fit);
  EXPECT_EQ(fit->law, GrowthLaw::linear);
  EXPECT_NEAR(fit->constant, 0.04833762, 1e-7);
  EXPECT_NEAR(fit->factor, 0.10000819, 1e-7);
}

TEST(FitCost, DoesNotInventANegativeConstant) {
  const auto fit = fit_cost(points_of([](double n) { return 0.02 * n * (n < 50 ? 0.8 : 1.0); }));
  ASSERT_TRUE(fit);
  EXPECT_GE(fit->constant, 0.0);
}

TEST(FitCost, NeedsFourSizes) {
  const std::vector<CostPoint> three{{10, 1.0}, {100, 10.0}, {1'000, 100.0}};
  EXPECT_FALSE(fit_cost(three));
}

}  // namespace
}  // namespace greenbench
