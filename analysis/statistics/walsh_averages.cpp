#include "analysis/statistics/walsh_averages.hpp"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

#include "analysis/statistics/least_double.hpp"

namespace greenbench {

namespace {

/// Every average is computed by this one expression, so that counting and selecting never disagree by a rounding.
double average(double a, double b) {
  return 0.5 * (a + b);
}

/// How many averages satisfy `belongs`, which must hold for all below a bound. Row i of the triangle of averages holds
/// those of x_i with x_i, x_{i+1}, ... in ascending order, and its end moves only leftwards as i grows: O(n) in all.
template <class Belongs>
std::uint64_t count_where(std::span<const double> sorted, Belongs belongs) {
  std::uint64_t count = 0;
  std::size_t end = sorted.size();
  for (std::size_t row = 0; row < end; ++row) {
    while (end > row && !belongs(average(sorted[row], sorted[end - 1]))) --end;
    count += end - row;
  }
  return count;
}

}  // namespace

double walsh_average(std::span<const double> sorted, std::uint64_t rank) {
  if (rank >= walsh_count(sorted.size())) throw std::out_of_range("no Walsh average of this rank");
  // The least double that more than `rank` averages do not exceed is one of them: the one that is wanted.
  return least_double(sorted.front(), sorted.back(), [&](double bound) {
    return count_where(sorted, [bound](double value) { return value <= bound; }) > rank;
  });
}

WalshSigns walsh_signs(std::span<const double> sorted) {
  const std::uint64_t negative = count_where(sorted, [](double value) { return value < 0.0; });
  const std::uint64_t not_positive = count_where(sorted, [](double value) { return value <= 0.0; });
  return {negative, not_positive - negative, walsh_count(sorted.size()) - not_positive};
}

std::vector<double> ascending(std::span<const double> values) {
  std::vector<double> sorted(values.begin(), values.end());
  std::ranges::sort(sorted);
  return sorted;
}

double hodges_lehmann(std::span<const double> values) {
  if (values.empty()) throw std::invalid_argument("Hodges-Lehmann estimate of no values");
  const std::vector<double> sorted = ascending(values);
  const std::uint64_t count = walsh_count(sorted.size());
  const double upper = walsh_average(sorted, count / 2);
  return count % 2 == 1 ? upper : 0.5 * (walsh_average(sorted, count / 2 - 1) + upper);
}

double rank_biserial(std::span<const double> values) {
  if (values.empty()) return 0.0;
  // W+ is the number of positive Walsh averages, W- of negative ones (Tukey); an average of 0 belongs to neither.
  const WalshSigns signs = walsh_signs(ascending(values));
  const double difference = static_cast<double>(signs.positive) - static_cast<double>(signs.negative);
  return difference / static_cast<double>(walsh_count(values.size()));
}

}  // namespace greenbench
