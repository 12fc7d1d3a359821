#include "analysis/summary/sweeps.hpp"

#include <gtest/gtest.h>

namespace greenbench {
namespace {

const VariantId loop{"python", "loop"};
const VariantId numpy{"python", "numpy"};

VariantSummary summary_of(const VariantId& id, double seconds, std::optional<double> watts) {
  VariantSummary summary;
  summary.id = id;
  summary.baseline = id == loop;
  summary.seconds.value = seconds;
  if (watts) summary.joules = Estimate{.value = seconds * *watts, .interval = {}};
  return summary;
}

/// loop costs 1 us per number, numpy 100 us and then 0.01 us per number.
HotspotReport at_size(std::uint64_t size, std::optional<double> watts = 2.0) {
  const auto n = static_cast<double>(size);
  HotspotReport hotspot;
  hotspot.plan.id = "numeric/sum";
  hotspot.plan.size = size;
  hotspot.variants = {summary_of(loop, 1e-6 * n, watts), summary_of(numpy, 1e-4 + 1e-8 * n, watts)};
  Comparison comparison;
  comparison.baseline = loop;
  comparison.variant = numpy;
  comparison.time.value = 1e-6 * n / (1e-4 + 1e-8 * n);
  comparison.time.interval =
      Interval{.low = comparison.time.value * 0.8, .high = comparison.time.value * 1.25, .level = 0.95};
  if (watts) comparison.energy = comparison.time;
  hotspot.comparisons = {comparison};
  return hotspot;
}

std::vector<HotspotReport> four_sizes(std::optional<double> watts = 2.0) {
  return {at_size(100'000, watts), at_size(10, watts), at_size(100, watts), at_size(1'000, watts)};
}

TEST(FindSweeps, PutsTheSizesOfAHotspotInOrder) {
  const auto sweeps = find_sweeps(four_sizes());
  ASSERT_EQ(sweeps.size(), 1U);
  EXPECT_EQ(sweeps[0].hotspot, "numeric/sum");
  ASSERT_EQ(sweeps[0].variants.size(), 2U);
  EXPECT_TRUE(sweeps[0].variants[0].baseline);
  ASSERT_EQ(sweeps[0].variants[1].points.size(), 4U);
  EXPECT_EQ(sweeps[0].variants[1].points[0].size, 10U);
  EXPECT_EQ(sweeps[0].variants[1].points[3].size, 100'000U);
}

TEST(FindSweeps, FitsEnergyAndTime) {
  const auto sweeps = find_sweeps(four_sizes());
  const SweepVariant& fitted = sweeps[0].variants[1];
  ASSERT_TRUE(fitted.time_fit && fitted.energy_fit);
  EXPECT_EQ(fitted.time_fit->law, GrowthLaw::linear);
  EXPECT_NEAR(fitted.time_fit->constant, 1e-4, 1e-9);
  EXPECT_NEAR(fitted.energy_fit->factor, 2e-8, 1e-13);
}

TEST(FindSweeps, TellsFromWhichSizeOnTheVariantWins) {
  const auto sweeps = find_sweeps(four_sizes());
  ASSERT_EQ(sweeps[0].crossovers.size(), 2U) << "one of energy, one of time";
  const Crossover& crossover = sweeps[0].crossovers[0];
  EXPECT_TRUE(crossover.energy);
  EXPECT_TRUE(crossover.variant_wins_above);
  EXPECT_NEAR(crossover.size, 101.0, 1.0);
  ASSERT_TRUE(crossover.low && crossover.high);
  EXPECT_LT(*crossover.low, crossover.size);
  EXPECT_GT(*crossover.high, crossover.size);
}

TEST(FindSweeps, SaysNothingOfEnergyThatIsNotKnown) {
  const auto sweeps = find_sweeps(four_sizes(std::nullopt));
  EXPECT_FALSE(sweeps[0].variants[0].energy_fit);
  ASSERT_EQ(sweeps[0].crossovers.size(), 1U);
  EXPECT_FALSE(sweeps[0].crossovers[0].energy);
}

TEST(FindSweeps, NeedsTwoSizes) {
  EXPECT_TRUE(find_sweeps({at_size(10)}).empty());
}

}  // namespace
}  // namespace greenbench
