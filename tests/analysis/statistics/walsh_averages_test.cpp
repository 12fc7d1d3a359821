#include "analysis/statistics/walsh_averages.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "tests/analysis/noise.hpp"

namespace greenbench {
namespace {

std::vector<double> sorted_noise(std::size_t count, std::uint64_t seed, double step) {
  Noise noise{seed};
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    const double value = noise.student_t3();
    values.push_back(step > 0.0 ? std::round(value / step) * step : value);
  }
  std::ranges::sort(values);
  return values;
}

TEST(WalshAverages, AreRankedFromTheSmallest) {
  const std::vector<double> sorted{-1.0, 2.0, 4.0};  // averages -1, 0.5, 1.5, 2, 3, 4
  const std::vector<double> averages{-1.0, 0.5, 1.5, 2.0, 3.0, 4.0};
  for (std::uint64_t rank = 0; rank < averages.size(); ++rank) EXPECT_EQ(walsh_average(sorted, rank), averages[rank]);
  EXPECT_THROW((void)walsh_average(sorted, 6), std::out_of_range);
  EXPECT_THROW((void)walsh_average({}, 0), std::out_of_range);
}

/// The definition: all averages, sorted.
std::vector<double> all_averages(const std::vector<double>& sorted) {
  std::vector<double> averages;
  for (std::size_t i = 0; i < sorted.size(); ++i) {
    for (std::size_t j = i; j < sorted.size(); ++j) averages.push_back(0.5 * (sorted[i] + sorted[j]));
  }
  std::ranges::sort(averages);
  return averages;
}

TEST(WalshAverages, EveryRankIsThatOfTheSortedList) {
  for (const double step : {0.0, 0.5, 2.0}) {  // 0.5 and 2 make many ties
    const std::vector<double> sorted = sorted_noise(37, 11, step);
    const std::vector<double> averages = all_averages(sorted);
    for (std::uint64_t rank = 0; rank < averages.size(); ++rank) {
      ASSERT_EQ(walsh_average(sorted, rank), averages[rank]) << rank << " step " << step;
    }
  }
}

TEST(WalshAverages, OfHundredsOfValuesAreThoseOfTheSortedList) {
  for (const double step : {0.0, 0.1, 1.0}) {
    const std::vector<double> sorted = sorted_noise(300, 5, step);
    const std::vector<double> averages = all_averages(sorted);
    for (std::uint64_t rank = 0; rank < averages.size(); rank += 149) {
      ASSERT_EQ(walsh_average(sorted, rank), averages[rank]) << rank << " step " << step;
    }
    EXPECT_EQ(hodges_lehmann(sorted), 0.5 * (averages[22'574] + averages[22'575])) << "step " << step;  // of 45,150
  }
}

TEST(WalshAverages, OfZerosIsZeroWithoutASign) {
  EXPECT_FALSE(std::signbit(walsh_average(std::vector{-0.0, -0.0, 0.0}, 0)));
  EXPECT_EQ(walsh_average(std::vector{-1.0, 1.0}, 1), 0.0);
}

TEST(WalshAverages, SelectionNeedsNoQuadraticWork) {
  // Listing would take 20,000,100,000 averages: 160 GB. The values are 0, 1 ... 199999: the median is their middle.
  std::vector<double> sorted(200'000);
  for (std::size_t i = 0; i < sorted.size(); ++i) sorted[i] = static_cast<double>(i);
  EXPECT_DOUBLE_EQ(walsh_average(sorted, walsh_count(sorted.size()) / 2), 99'999.5);
}

TEST(WalshAverages, AreCountedBySign) {
  const WalshSigns signs = walsh_signs(std::vector{-2.0, 0.0, 2.0, 5.0});
  EXPECT_EQ(signs.negative, 2U);  // -2 and -1
  EXPECT_EQ(signs.zero, 2U);      // (-2 + 2) / 2 and 0 itself
  EXPECT_EQ(signs.positive, 6U);  // 1.5, 1, 2.5, 2, 3.5, 5
}

TEST(HodgesLehmann, IsTheMedianOfTheWalshAverages) {
  EXPECT_DOUBLE_EQ(hodges_lehmann(std::vector{3.0}), 3.0);
  EXPECT_DOUBLE_EQ(hodges_lehmann(std::vector{1.0, 2.0}), 1.5);
  EXPECT_DOUBLE_EQ(hodges_lehmann(std::vector{4.0, -1.0, 2.0}), 1.75);
  EXPECT_THROW((void)hodges_lehmann({}), std::invalid_argument);
}

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
