// The charts of a report, drawn by Altair in a Python process of their own: this process has no interpreter.
//
//   DrawnCharts charts = draw_charts(report, run, installation);
//   if (!charts.missing.empty()) say("not available: " + charts.missing);
#pragma once

#include "harness/installation.hpp"
#include "results/charts.hpp"

namespace greenbench {

/// Without charts, and with the reason in `missing`, where a Python package is missing or the process failed: a report
/// without charts is better than none.
[[nodiscard]] DrawnCharts draw_charts(const Report& report, const Run& run, const Installation& installation);

}  // namespace greenbench
