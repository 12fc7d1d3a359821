#include "analysis/rounds/variance_components.hpp"

#include <gtest/gtest.h>

#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

TEST(VarianceComponents, OfThreeRoundsOfTwoBlocks) {
  // Centres 2, 6, 10 vary by 16; each has the squared error 2 / 2.
  const auto parts = variance_components({{1.0, 3.0}, {5.0, 7.0}, {9.0, 11.0}});
  ASSERT_TRUE(parts);
  EXPECT_DOUBLE_EQ(parts->within, 2.0);
  EXPECT_DOUBLE_EQ(parts->centres, 16.0);
  EXPECT_DOUBLE_EQ(parts->between, 15.0);
}

TEST(VarianceComponents, TakeTheScatterOfOneBlockFromTheOtherRounds) {
  // Within: (1 x 2 + 1 x 8) / 2 = 5. Squared errors 1, 4 and, of the single block, 5; centres 2, 8, 5 vary by 9.
  const auto parts = variance_components({{1.0, 3.0}, {6.0, 10.0}, {5.0}});
  ASSERT_TRUE(parts);
  EXPECT_DOUBLE_EQ(parts->within, 5.0);
  EXPECT_DOUBLE_EQ(parts->between, 9.0 - 10.0 / 3.0);
}

TEST(VarianceComponents, WeighLongRoundsMore) {
  // 1 degree of freedom at variance 2, 3 at variance 4: (2 + 12) / 4.
  const auto parts = variance_components({{1.0, 3.0}, {-3.0, -1.0, 1.0, 1.0}});
  ASSERT_TRUE(parts);
  EXPECT_DOUBLE_EQ(parts->within, (1.0 * 2.0 + 3.0 * 11.0 / 3.0) / 4.0);  // (2.5^2 + 0.5^2 + 1.5^2 + 1.5^2) / 3
}

TEST(VarianceComponents, AreAbsentWithoutTwoRoundsOrWithoutARoundOfTwoBlocks) {
  EXPECT_FALSE(variance_components({}));
  EXPECT_FALSE(variance_components({{1.0, 2.0}, {}}));
  EXPECT_FALSE(variance_components({{1.0}, {2.0}, {3.0}}));
  EXPECT_TRUE(variance_components({{1.0, 2.0}, {3.0}}));
}

TEST(VarianceComponents, AreUnbiasedForRoundsOfUnequalLength) {
  constexpr int trials = 20'000;
  Noise noise{11};
  double within = 0.0;
  double between = 0.0;
  for (int trial = 0; trial < trials; ++trial) {
    BlockRatios rounds;
    for (const std::size_t blocks : {1U, 2U, 3U, 4U, 2U, 1U}) {
      const double effect = 2.0 * noise.normal();
      std::vector<double> round(blocks);
      for (double& block : round) block = effect + 3.0 * noise.normal();
      rounds.push_back(round);
    }
    const auto parts = variance_components(rounds);
    within += parts->within / trials;
    between += parts->between / trials;
  }
  EXPECT_NEAR(within, 9.0, 0.15);
  EXPECT_NEAR(between, 4.0, 0.15);
}

}  // namespace
}  // namespace greenbench
