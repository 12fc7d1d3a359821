// Do the blocks of a round resemble their neighbours? Correlation at lag 1, pooled over rounds.
//
//   BlockRatios ratios{{0.0, 1.0, 2.0, 3.0}};             // one round that drifts
//   double lag1 = lag1_autocorrelation(ratios)->value;    // 0.25 = (0.75 - 0.25 + 0.75) / (2.25 + 0.25 + 0.25 + 2.25)
//
// With e = d - the round's own mean, r = (sum of e_t e_t+1) / (sum of e_t^2), both sums over all rounds. Blocks that
// are neighbours among the valid ones count as neighbours. r has no unit.
//
// Taking away each round's mean makes r of independent blocks slightly negative: -1/m for m blocks. The p-value
// compares r with a normal distribution of the mean and the variance that independent blocks give,
//   -sum of w/m  and  sum of w^2 (m - 2)^2 / (m^2 (m - 1)),  w the round's share of the sum of squares
// (P. A. P. Moran, Some theorems on time series II, Biometrika 35, 1948, for one series).
#pragma once

#include <optional>

#include "analysis/rounds/round_ratios.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Empty when no round has three blocks or nothing varies within rounds. Rounds with fewer blocks are left out.
[[nodiscard]] std::optional<Autocorrelation> lag1_autocorrelation(const BlockRatios& ratios);

}  // namespace greenbench
