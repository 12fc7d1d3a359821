#include "analysis/statistics/rank_biserial.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace greenbench {
namespace {

TEST(RankBiserial, RunsFromMinusOneToOne) {
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{0.1, 0.2, 0.3}), 1.0);
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{-0.1, -0.2}), -1.0);
}

TEST(RankBiserial, WeighsSignsByRank) {
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{0.1, 0.2, -0.3}), 0.0);       // ranks 1 + 2 against 3
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{-0.1, 0.2, 0.3, 0.4}), 0.8);  // (9 - 1) / 10
}

TEST(RankBiserial, GivesTiesAndZerosTheirShare) {
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{0.2, -0.2}), 0.0);
  EXPECT_DOUBLE_EQ(rank_biserial(std::vector{0.0, 0.0}), 0.0);
  EXPECT_DOUBLE_EQ(rank_biserial({}), 0.0);
}

}  // namespace
}  // namespace greenbench
