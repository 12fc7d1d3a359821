#include "harness/commands/draw_charts.hpp"

#include <system_error>

#include "harness/command_line/message.hpp"
#include "harness/processes/child_process.hpp"

namespace greenbench {
namespace {

constexpr Seconds patience{60};

DrawnCharts without_charts(std::string why) {
  DrawnCharts none;
  none.missing = std::move(why);
  return none;
}

}  // namespace

DrawnCharts draw_charts(const Report& report, const Run& run, const Installation& installation) {
  // A folder with a __main__.py, which Python runs like a script.
  const std::filesystem::path script = installation.data_folder / "results/page/charts";
  try {
    ChildProcess child{{.arguments = {installation.python.string(), "-I", "-B", script.string()},
                        .environment = current_environment(),
                        .input = json_text(chart_data(report, run))}};
    const auto line = child.next_line(patience, nullptr);
    const ChildEnd end = child.wait();
    if (line) return drawn_charts_from_json(parse_json(*line, "charts"));
    return without_charts("the process that draws them " + manner_of(end) + ": " + last_line(end.standard_error));
  } catch (const std::system_error& error) {
    return without_charts(installation.python.string() + ": " + error.code().message());
  } catch (const DocumentError& error) {
    return without_charts(error.what());
  }
}

void say_missing_charts(const DrawnCharts& charts) {
  if (charts.missing.empty()) return;
  say("note: the page has no charts: not available: {}", charts.missing);
}

}  // namespace greenbench
