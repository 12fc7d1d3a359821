// What one variant cost in two runs, as old / new with all that is known about it.
//
//   std::vector<double> before{0.70, 0.71, 0.69}, after{0.0, 0.01, -0.01};   // ln of a cost, one value per round
//   RunRatio ratio = run_ratio(before, after, 0.95);                         // value e^0.7: the new run needs half
//   double p = regression_p(ratio, 0.05);                                    // of "at most 5% dearer"
#pragma once

#include <span>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// p_adjusted is left equal to p_value: only the whole comparison knows the family. Neither list may be empty.
[[nodiscard]] RunRatio run_ratio(std::span<const double> log_before, std::span<const double> log_after, double level);

/// The median of all differences before[i] - after[j]. Throws std::invalid_argument when a list is empty.
[[nodiscard]] double hodges_lehmann_shift(std::span<const double> before, std::span<const double> after);

/// One-sided p-value of "the new run is dearer by `bound` or less": small when it is dearer by more than that.
[[nodiscard]] double regression_p(const RunRatio& ratio, double bound);

/// The ratio old / new of a run that is dearer by `bound`: 1 / 1.05 for 0.05.
[[nodiscard]] constexpr double ratio_when_dearer_by(double bound) {
  return 1.0 / (1.0 + bound);
}

}  // namespace greenbench
