#include <fmt/format.h>

#include "analysis/analyse.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/draw_charts.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/newest_run.hpp"
#include "results/store.hpp"

namespace greenbench {

ExitCode report_command(const ReportOptions& options, const Installation& installation) {
  const Run run = load_run(run_or_newest(options.run));
  check_baseline(options.analysis.chosen_baseline(), run.plan);
  const Report report = analyse(run, overridden(run.settings, options.analysis));
  if (!wants_charts(options.display)) {
    show_report(report, run, options.display);
    return ExitCode::done;
  }
  const DrawnCharts charts = draw_charts(report, run, installation);
  say_missing_charts(charts);
  show_report(report, run, options.display, &charts);
  return ExitCode::done;
}

}  // namespace greenbench
