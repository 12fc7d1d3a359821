// How a cost grows with the problem size: the law that fits the sizes of a sweep best.
//
//   std::vector<CostPoint> points{{.size = 100, .cost = 1.1}, {.size = 1'000, .cost = 10.1}, {.size = 10'000, .cost =
//   100.1}}; std::optional<CostFit> fit = fit_cost(points); fit->law == GrowthLaw::linear;      // cost = 0.1 + 0.01 n
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "results/model/sweep.hpp"

namespace greenbench {

struct CostPoint {
  std::uint64_t size = 0;
  double cost = 0.0;  ///< joules or seconds per operation, above 0
};

/// Least squares of constant + factor x law(n) with relative residuals, so that a size of 10 weighs as much as one of a
/// million: minimises the sum of ((fit - cost) / cost)^2. Of n, n ln n and n^2 the law with the smallest residual. A
/// negative constant is not a cost: then the line through the origin is fitted instead.
/// Absent with fewer than four sizes (two parameters and a choice want more), and when no law has a positive factor.
[[nodiscard]] std::optional<CostFit> fit_cost(std::span<const CostPoint> points);

}  // namespace greenbench
