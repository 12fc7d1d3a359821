#include "analysis/statistics/trend.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

namespace greenbench {
namespace {

std::vector<TrendPoint> points_of(const std::vector<double>& values) {
  std::vector<TrendPoint> points;
  for (const double value : values) points.push_back({static_cast<double>(points.size()), value});
  return points;
}

/// sin(1.7 i) + slope i: a wave around a line, the same everywhere.
std::vector<TrendPoint> wave(std::size_t count, double slope) {
  std::vector<TrendPoint> points;
  for (std::size_t i = 0; i < count; ++i) {
    const auto at = static_cast<double>(i);
    points.push_back({at, std::sin(1.7 * at) + slope * at});
  }
  return points;
}

const std::vector<double> twelve{0.10, 0.12, 0.05, 0.21, 0.18, 0.25, 0.19, 0.33, 0.30, 0.41, 0.22, 0.44};

TEST(TheilSen, IsTheMedianSlope) {
  EXPECT_DOUBLE_EQ(theil_sen_slope(points_of({1.0, 2.0, 4.0})), 1.5);
  EXPECT_THROW((void)theil_sen_slope(points_of({1.0})), std::invalid_argument);
}

TEST(TheilSen, IsUnmovedByOneWildPoint) {
  EXPECT_DOUBLE_EQ(theil_sen_slope(points_of({0.0, 1.0, 2.0, 1000.0, 4.0, 5.0, 6.0})), 1.0);
}

TEST(TheilSen, AgreesWithScipy) {
  // scipy.stats.theilslopes(y, numpy.arange(12))[0], and with gaps in x
  EXPECT_NEAR(theil_sen_slope(points_of(twelve)), 0.030454545454545456, 1e-15);
  const double at[] = {0, 1, 3, 4, 7, 8, 9, 11, 12, 15, 18, 19};
  std::vector<TrendPoint> gaps;
  for (std::size_t i = 0; i < twelve.size(); ++i) gaps.push_back({at[i], twelve[i]});
  EXPECT_NEAR(theil_sen_slope(gaps), 0.01803827751196172, 1e-15);
  EXPECT_NEAR(theil_sen_slope(wave(40, 0.01)), 0.008714564336032187, 1e-15);
}

TEST(MannKendall, CountsOrders) {
  EXPECT_DOUBLE_EQ(mann_kendall_p_value(points_of({1.0, 2.0, 4.0})), 2.0 / 6.0);  // rising or falling, of 3!
  EXPECT_DOUBLE_EQ(mann_kendall_p_value(points_of({4.0, 3.0, 2.0, 1.0})), 2.0 / 24.0);
  EXPECT_DOUBLE_EQ(mann_kendall_p_value(points_of({1.0, 2.0, 4.0, 3.0})), 8.0 / 24.0);  // at most one pair falls: 4
  EXPECT_EQ(mann_kendall_p_value(points_of({1.0})), 1.0);
}

TEST(MannKendall, PairsOfEqualValuesCountAgainstRejection) {
  EXPECT_DOUBLE_EQ(mann_kendall_p_value(points_of({1.0, 2.0, 3.0, 3.0})), 8.0 / 24.0);
  EXPECT_EQ(mann_kendall_p_value(points_of({2.0, 2.0, 2.0, 2.0})), 1.0);
}

TEST(MannKendall, AgreesWithScipy) {
  // scipy.stats.kendalltau(x, y, method="exact").pvalue
  EXPECT_NEAR(mann_kendall_p_value(points_of(twelve)), 0.0009744810873283095, 1e-12);
  EXPECT_NEAR(mann_kendall_p_value(wave(40, 0.01)), 0.3018682020770398, 1e-9);
  EXPECT_NEAR(mann_kendall_p_value(wave(60, 0.01)), 0.0935536722303638, 1e-9);
  EXPECT_NEAR(mann_kendall_p_value(wave(60, 0.04)), 1.1480541364966059e-08, 1e-17);
}

TEST(MannKendall, ApproximationContinuesTheExactDistribution) {
  ASSERT_LT(most_exact_points, 61U);
  EXPECT_NEAR(mann_kendall_p_value(wave(61, 0.01)), 0.044095935130428775, 0.0005);  // scipy's exact value
}

TEST(Trend, IsTheChangeFromTheFirstPointToTheLast) {
  EXPECT_DOUBLE_EQ(trend_of(points_of({1.0, 2.0, 4.0})).change, 3.0);
  EXPECT_EQ(trend_of(points_of({1.0})).change, 0.0);
  EXPECT_EQ(trend_of({}).p_value, 1.0);
}

TEST(Trend, GroupsNeighboursSoThatPairsStayBounded) {
  const std::vector<TrendPoint> groups = grouped(points_of({1.0, 3.0, 5.0, 7.0, 10.0}), 3);
  ASSERT_EQ(groups.size(), 3U);
  EXPECT_EQ(groups[1].at, 2.5);
  EXPECT_EQ(groups[1].value, 6.0);
  EXPECT_EQ(groups[2].value, 10.0);
  EXPECT_EQ(grouped(wave(256, 0.0), most_trend_points).size(), 256U);
  EXPECT_EQ(grouped(wave(257, 0.0), most_trend_points).size(), 129U);
  EXPECT_LE(grouped(wave(100'003, 0.0), most_trend_points).size(), most_trend_points);
  EXPECT_NEAR(trend_of(wave(1000, 0.04)).change, 0.04 * 999.0, 0.05);
}

}  // namespace
}  // namespace greenbench
