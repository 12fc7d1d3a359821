#include "analysis/statistics/median.hpp"

#include <algorithm>
#include <stdexcept>

namespace greenbench {

double median(std::vector<double> values) {
  if (values.empty()) throw std::invalid_argument("median of no values");
  const auto upper = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, upper);
  if (values.size() % 2 == 1) return *upper;
  return 0.5 * (*std::ranges::max_element(values.begin(), upper) + *upper);
}

}  // namespace greenbench
