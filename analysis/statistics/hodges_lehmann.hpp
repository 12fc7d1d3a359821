// The Hodges-Lehmann estimate: the median of all Walsh averages, a robust centre of few values.
//
//   std::vector<double> values{4.0, -1.0, 2.0};
//   double centre = hodges_lehmann(values);   // 1.75, between the averages 1.5 and 2
#pragma once

#include <span>

namespace greenbench {

/// Estimates the pseudo-median; O(n log n). Throws std::invalid_argument when `values` is empty.
[[nodiscard]] double hodges_lehmann(std::span<const double> values);

}  // namespace greenbench
