// From samples to a report: a pure function, so a saved run gives the same report byte for byte.
//
//   Report report = analyse(run, AnalysisSettings{.margin = 0.02});
//   const Comparison& first = report.hotspots[0].comparisons[0];
//   if (first.energy_verdict == Verdict::saves) celebrate(first.energy->value);
#pragma once

#include "results/model/report.hpp"

namespace greenbench {

/// Time grows as n log n with the samples. Throws std::invalid_argument when a sample names a variant that its
/// hotspot's plan does not have, when a setting is out of range (0 < level < 1, margin >= 0, PUE >= 1, carbon
/// intensity >= 0), or when the run has more hotspots than its plan. Hotspots that a run lacks were not begun.
[[nodiscard]] Report analyse(const Run& run, const AnalysisSettings& settings);

/// Throws std::invalid_argument when a setting is out of these ranges.
void require_valid(const AnalysisSettings& settings);

}  // namespace greenbench
