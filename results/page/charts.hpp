// Charts of a report, drawn elsewhere (by Altair, in a Python process) and put into the page as they are. Plain data.
//
//   DrawnCharts charts = drawn_charts_from_json(json_of_the_process);
//   std::string page = find_writer("html")->write(report, run, {.charts = &charts});
//   charts.missing;      // "needs altair" where there are none
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/files/json.hpp"

namespace greenbench {

/// Which part of the report a chart belongs to: a hotspot or a sweep, counted as in the report.
enum class ChartPlace { hotspot, sweep };

struct DrawnChart {  // NOLINT(bugprone-exception-escape): to move JSON throws nothing, whatever it is declared as
  ChartPlace place = ChartPlace::hotspot;
  std::size_t index = 0;
  std::string title;
  std::string alternative;  ///< what it shows, in words, for those who do not see it
  std::string caption;      ///< may be empty
  Json spec;                ///< Vega-Lite
  bool uses_samples = false;
};

struct DrawnCharts {
  std::string library;  ///< JavaScript that defines vegaEmbed
  std::vector<DrawnChart> charts;
  std::string missing;  ///< why there are none: "needs altair"; else empty
};

/// Throws DocumentError when it is not what the drawing process writes.
[[nodiscard]] DrawnCharts drawn_charts_from_json(const Json& json);

/// All that the charts show, from the report and the valid samples of the run, of which each variant shows at most
/// `most_samples`, evenly taken.
[[nodiscard]] Json chart_data(const Report& report, const Run& run);

inline constexpr std::size_t most_samples = 2000;

}  // namespace greenbench
