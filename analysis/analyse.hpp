// From samples to a report: a pure function, so a saved run gives the same report byte for byte.
//
//   Report report = analyse(run, AnalysisSettings{.margin = 0.02});
//   bool go_on = !precision_reached(hotspot_plan, hotspot_run, limits, provenance, settings);
#pragma once

#include "results/report.hpp"

namespace greenbench {

[[nodiscard]] Report analyse(const Run& run, const AnalysisSettings& settings);

}  // namespace greenbench
