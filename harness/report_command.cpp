#include "analysis/analyse.hpp"
#include "harness/baseline_choice.hpp"
#include "harness/commands.hpp"
#include "harness/output.hpp"
#include "results/store.hpp"

namespace greenbench {

ExitCode report_command(const ReportOptions& options) {
  const Run run = load_run(options.run);
  check_baseline(options.analysis.baseline, run.plan);
  print_report(analyse(run, options.analysis), run, {.format = options.format, .wide = options.wide});
  return ExitCode::done;
}

}  // namespace greenbench
