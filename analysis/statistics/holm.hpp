// Holm's step-down adjustment: p-values that keep the chance of any false verdict of a family at its level.
//
//   std::vector<double> p{0.01, 0.04, 0.03};
//   std::vector<double> adjusted = holm_adjusted(p);   // 0.03, 0.06, 0.06
//   std::uint32_t workers = least_workers_for(20);      // 10: 20 x 2 / 2^10 = 0.039
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace greenbench {

/// Adjusted p-values in the order of `p_values`, each at most 1. S. Holm, Scand. J. Statist. 6 (1979) 65-70.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

/// The least n with comparisons x 2 / 2^n <= 1 - level: the smallest exact signed-rank p-value that Holm's adjustment
/// over a family of `comparisons` (0 counts as 1) still lets reject: 6, 8, 9, 10, 11 for 1, 5, 10, 20, 50 comparisons
/// at 95%. `level` lies in (0, 1).
[[nodiscard]] std::uint32_t least_workers_for(std::size_t comparisons, double level = 0.95);

/// Sets p_adjusted of every ratio of a family from their p_value. A null pointer is a member of the family that has no
/// ratio; it counts as p = 1. Each p-value is first multiplied by `price`, what looking at the data more than once
/// costs.
template <class AnyRatio>
void adjust_family(const std::vector<AnyRatio*>& ratios, std::uint32_t price = 1) {
  std::vector<double> p_values;
  p_values.reserve(ratios.size());
  for (const AnyRatio* ratio : ratios) {
    p_values.push_back(ratio != nullptr ? std::min(1.0, price * ratio->p_value) : 1.0);
  }
  const std::vector<double> adjusted = holm_adjusted(p_values);
  for (std::size_t index = 0; index < ratios.size(); ++index) {
    if (ratios[index] != nullptr) ratios[index]->p_adjusted = adjusted[index];
  }
}

}  // namespace greenbench
