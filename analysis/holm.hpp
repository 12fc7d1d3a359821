// Holm's step-down adjustment: p-values that keep the chance of any false verdict of a family at its level.
//
//   std::vector<double> p{0.01, 0.04, 0.03};
//   std::vector<double> adjusted = holm_adjusted(p);   // 0.03, 0.06, 0.06
#pragma once

#include <span>
#include <vector>

namespace greenbench {

/// Adjusted p-values in the order of `p_values`, each at most 1. S. Holm, Scand. J. Statist. 6 (1979) 65-70.
[[nodiscard]] std::vector<double> holm_adjusted(std::span<const double> p_values);

}  // namespace greenbench
