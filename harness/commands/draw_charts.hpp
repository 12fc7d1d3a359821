// The charts of a report, drawn by Altair in a Python process of their own: this process has no interpreter.
//
//   DrawnCharts charts = draw_charts(report, run, installation);
//   say_missing_charts(charts);   // note: the page has no charts: not available: needs altair
#pragma once

#include "harness/processes/installation.hpp"
#include "results/page/charts.hpp"

namespace greenbench {

/// Without charts, and with the reason in `missing`, where a Python package is missing or the process failed: a report
/// without charts is better than none.
[[nodiscard]] DrawnCharts draw_charts(const Report& report, const Run& run, const Installation& installation);

/// On standard error; nothing when there are charts.
void say_missing_charts(const DrawnCharts& charts);

}  // namespace greenbench
