// Student's confidence interval of a mean.
//
//   std::vector<double> rounds{1.0, 2.0, 3.0};                       // one value per round
//   std::optional<Interval> interval = mean_interval(rounds, 0.95);  // 2 +- 4.303 / sqrt 3, as scipy.stats.t.interval
//   half_width_of_mean(std::vector{rounds, more_rounds}, 0.95);      // of the mean of two samples' means
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// Half the width of the interval of the mean of the samples' means, each with the same weight. The degrees of freedom
/// are Satterthwaite's; of one sample they are n - 1. 0 where the values of each sample are equal. Empty where a sample
/// has fewer than two values. `level` lies in (0, 1).
[[nodiscard]] std::optional<double> half_width_of_mean(std::span<const std::vector<double>> samples, double level);

/// Of one sample, around its mean. Empty with fewer than two values.
[[nodiscard]] std::optional<Interval> mean_interval(const std::vector<double>& values, double level);

}  // namespace greenbench
