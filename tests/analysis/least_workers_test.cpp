#include "analysis/least_workers.hpp"

#include <gtest/gtest.h>

#include <vector>

#include "analysis/holm.hpp"
#include "analysis/signed_rank.hpp"
#include "analysis/stop_rule.hpp"

namespace greenbench {
namespace {

TEST(LeastWorkers, GrowsWithTheFamily) {
  EXPECT_EQ(least_workers_for(0), 6U);
  EXPECT_EQ(least_workers_for(1), 6U);
  EXPECT_EQ(least_workers_for(5), 8U);
  EXPECT_EQ(least_workers_for(10), 9U);
  EXPECT_EQ(least_workers_for(20), 10U);
  EXPECT_EQ(least_workers_for(50), 11U);
}

TEST(LeastWorkers, StoppingOnWidthCostsOneMore) {
  const std::uint32_t price = stopping_price({.min_workers = 10, .max_workers = 40});
  EXPECT_EQ(least_workers_for(price * 1), 7U);  // 2 x 2 / 2^7 = 0.031
  EXPECT_EQ(least_workers_for(price * 5), 9U);
  EXPECT_EQ(least_workers_for(price * 20), 11U);
}

TEST(LeastWorkers, GrowsWithTheLevel) {
  EXPECT_EQ(least_workers_for(1, 0.90), 5U);
  EXPECT_EQ(least_workers_for(1, 0.99), 8U);  // 2 / 2^8 = 0.0078
}

double least_adjusted_p(std::uint32_t workers, std::size_t comparisons) {
  const std::vector<double> agreeing(workers, 0.1);
  const std::vector<double> family(comparisons, SignedRank{agreeing}.p_value());
  return holm_adjusted(family).front();
}

TEST(LeastWorkers, IsWhereHolmBeginsToReject) {
  for (const std::size_t comparisons : {1U, 2U, 5U, 7U, 10U, 20U, 50U, 100U}) {
    const std::uint32_t workers = least_workers_for(comparisons);
    EXPECT_LE(least_adjusted_p(workers, comparisons), 0.05) << comparisons;
    EXPECT_GT(least_adjusted_p(workers - 1, comparisons), 0.05) << comparisons;
  }
}

}  // namespace
}  // namespace greenbench
