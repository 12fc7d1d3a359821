#include "analysis/statistics/trend.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <stdexcept>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

/// Pairs by their order.
struct PairCounts {
  std::uint64_t rising = 0;
  std::uint64_t falling = 0;
  std::uint64_t tied = 0;
};

PairCounts count_pairs(std::span<const TrendPoint> points) {
  PairCounts counts;
  for (std::size_t later = 1; later < points.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      const double step = points[later].value - points[earlier].value;
      ++(step > 0.0 ? counts.rising : step < 0.0 ? counts.falling : counts.tied);
    }
  }
  return counts;
}

/// P(at most `most` of the pairs of n values in random order fall). The n-th value falls below 0, 1 ... n - 1 of those
/// before it, each with probability 1/n: every count of the next n is the mean of n counts of the last.
double exact_at_most(std::size_t n, std::uint64_t most) {
  std::vector<double> probability{1.0};
  for (std::size_t size = 2; size <= n; ++size) {
    std::vector<double> next(std::min<std::size_t>(probability.size() + size - 1, most + 1), 0.0);
    for (std::size_t count = 0; count < next.size(); ++count) {
      const std::size_t least = count + 1 >= size ? count + 1 - size : 0;
      const std::size_t end = std::min(count + 1, probability.size());
      for (std::size_t before = least; before < end; ++before) next[count] += probability[before];
      next[count] /= static_cast<double>(size);
    }
    probability = std::move(next);
  }
  double sum = 0.0;
  for (const double each : probability) sum += each;
  return sum;
}

double approximate_at_most(std::size_t count, std::uint64_t most) {
  const auto n = static_cast<double>(count);
  const double mean = n * (n - 1.0) / 4.0;
  const double deviation = std::sqrt(n * (n - 1.0) * (2.0 * n + 5.0) / 72.0);
  return boost::math::cdf(boost::math::normal{mean, deviation}, static_cast<double>(most) + 0.5);
}

}  // namespace

double theil_sen_slope(std::span<const TrendPoint> points) {
  if (points.size() < 2) throw std::invalid_argument("a slope needs two points");
  std::vector<double> slopes;
  slopes.reserve(points.size() * (points.size() - 1) / 2);
  for (std::size_t later = 1; later < points.size(); ++later) {
    for (std::size_t earlier = 0; earlier < later; ++earlier) {
      slopes.push_back((points[later].value - points[earlier].value) / (points[later].at - points[earlier].at));
    }
  }
  return median(std::move(slopes));
}

double mann_kendall_p_value(std::span<const TrendPoint> points) {
  const PairCounts pairs = count_pairs(points);
  const std::uint64_t fewer = std::min(pairs.rising, pairs.falling) + pairs.tied;
  const std::uint64_t all = pairs.rising + pairs.falling + pairs.tied;
  if (2 * fewer >= all) return 1.0;
  const std::size_t n = points.size();
  return std::min(1.0, 2.0 * (n <= most_exact_points ? exact_at_most(n, fewer) : approximate_at_most(n, fewer)));
}

std::vector<TrendPoint> grouped(std::span<const TrendPoint> points, std::size_t most) {
  const std::size_t size = (points.size() + most - 1) / most;
  if (size <= 1) return {points.begin(), points.end()};
  std::vector<TrendPoint> groups;
  for (std::size_t first = 0; first < points.size(); first += size) {
    const auto group = points.subspan(first, std::min(size, points.size() - first));
    TrendPoint centre;
    for (const TrendPoint& point : group) {
      centre.at += point.at / static_cast<double>(group.size());
      centre.value += point.value / static_cast<double>(group.size());
    }
    groups.push_back(centre);
  }
  return groups;
}

Trend trend_of(std::span<const TrendPoint> points) {
  if (points.size() < 2) return {};
  const std::vector<TrendPoint> few = grouped(points, most_trend_points);
  return {theil_sen_slope(few) * (points.back().at - points.front().at), mann_kendall_p_value(few)};
}

}  // namespace greenbench
