// A variant over several hotspots: geometric means of its ratios, each hotspot with the same weight.
//
//   std::vector<std::vector<double>> log_ratios{of_build, of_csv_export};   // one value per round
//   Estimate mean = geometric_mean(log_ratios, 0.95);
//   double saved = mean.value;                                               // 2.0: half as much, on average
//
// For hotspots h = 1 ... k with n_h rounds, whose log-ratios have the mean m_h and the variance s_h^2:
//   value    = exp(m),  m = (m_1 + ... + m_k) / k
//   SE(m)^2  = (v_1 + ... + v_k) / k^2,  v_h = s_h^2 / n_h               the hotspots' rounds are independent
//   interval = exp(m -+ t(1 - alpha / 2, nu) * SE(m)),  nu = (sum v_h)^2 / sum(v_h^2 / (n_h - 1))
// nu are the degrees of freedom of Satterthwaite (1946), as in Welch's test. Hotspots are fixed, not a sample of all
// tasks there are: the interval says how well the mean over these hotspots is known, nothing about others.
// A model of joules may be wrong about all hotspots alike, so its errors do not average out: the factor that the mean
// may be wrong by is the geometric mean of theirs.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/rounds/round_ratios.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// The interval is absent when a hotspot has fewer than two rounds. Throws std::invalid_argument when `log_ratios` or
/// one of its lists is empty.
[[nodiscard]] Estimate geometric_mean(std::span<const std::vector<double>> log_ratios, double level);

/// One comparison of one hotspot, with its rounds.
struct ComparedPair {
  std::string hotspot;  ///< its id
  VariantId variant;
  std::optional<VariantId> chosen_baseline;  ///< when it was compared with the one that the settings name
  const RoundRatios* ratios = nullptr;
  std::optional<double> model_error = {};  ///< of an estimate: the factor that its joules' ratio may be wrong by
};

/// One per variant that was compared in two hotspots or more, controls left out; a baseline that the settings name and
/// the languages' own are kept apart. It is over the hotspots in which J, s and W are all known; where fewer than two
/// are, of time alone over all of them. The log-ratios of J, s and W are each round's means over the blocks that are
/// trimmed on time, so that the product of time and power is the energy, as in Split.
[[nodiscard]] std::vector<GeometricSummary> geometric_summaries(std::span<const ComparedPair> pairs, double level);

}  // namespace greenbench
