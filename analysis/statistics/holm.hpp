// Holm's step-down adjustment: p-values that keep the chance of any false verdict of a family at its level.
//
//   std::vector<double> p{0.01, 0.04, 0.03};
//   std::vector<double> adjusted = holm_adjusted(p);   // 0.03, 0.06, 0.06
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace greenbench {

/// Adjusted p-values in the order of `p_values`, each at most 1. S. Holm, Scand. J. Statist. 6 (1979) 65-70.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

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
