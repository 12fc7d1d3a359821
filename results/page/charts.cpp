#include "results/page/charts.hpp"

namespace greenbench {
namespace {

DrawnChart chart_from_json(const JsonView& view) {
  DrawnChart chart;
  const std::string place = view.at("place").text();
  if (place != "hotspot" && place != "sweep") view.at("place").fail("is neither hotspot nor sweep");
  chart.place = place == "hotspot" ? ChartPlace::hotspot : ChartPlace::sweep;
  chart.index = view.at("index").count();
  chart.title = view.at("title").text();
  chart.alternative = view.at("alternative").prose();
  chart.caption = view.at("caption").prose();
  view.at("spec").expect_object();
  chart.spec = view.at("spec").raw();
  chart.uses_samples = view.at("uses_samples").boolean();
  return chart;
}

}  // namespace

DrawnCharts drawn_charts_from_json(const Json& json) {
  const JsonView view{json, "charts"};
  DrawnCharts drawn;
  const JsonView library = view.at("library");  // a megabyte, which no text() has
  if (!library.raw().is_string()) library.fail("expected a string");
  drawn.library = library.raw().get<std::string>();
  drawn.missing = view.at("missing").prose();
  const JsonView charts = view.at("charts");
  for (std::size_t i = 0; i < charts.size(); ++i) drawn.charts.push_back(chart_from_json(charts.at(i)));
  return drawn;
}

}  // namespace greenbench
