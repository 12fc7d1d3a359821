// Commands that read saved runs.
#include "harness/command_line/command_flags.hpp"
#include "harness/command_line/flag_values.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

void add_report(CLI::App& app, ReportOptions& report) {
  app.add_option("RUN", report.run, "Folder of a run, or its run.json")->required();
  add_format_flags(app, report.format, names_of(writers()));
  add_wide_flag(app, report.wide);
  add_analysis_flags(app, report.analysis);
  add_baseline_flag(app, report.analysis);
  add_carbon_flags(app, report.analysis);
  app.footer(
      "Examples:\n  greenbench report greenbench-results/20260101T120000Z-strings --format markdown\n"
      "  greenbench report greenbench-results/20260101T120000Z-strings --baseline python:concat --margin 5%");
}

void add_compare(CLI::App& app, CompareOptions& compare) {
  app.add_option("OLD", compare.before, "Folder of the earlier run, or its run.json")->required();
  app.add_option("NEW", compare.after, "Folder of the later run, or its run.json")->required();
  add_parsed(app, "--fail-on-regression", compare.fail_on_regression, parse_fraction,
             "a percentage between 0% and 100%",
             "A gate: exit code 1 when something is dearer by more than this, 4 when that cannot be told (a preview, a "
             "variant that NEW lacks, too wide an interval)")
      ->type_name("PERCENT");
  add_format_flags(app, compare.format, names_of(compare_writers()));
  add_wide_flag(app, compare.wide);
  add_analysis_flags(app, compare.analysis);
  app.footer(
      "Examples:\n  greenbench compare runs/before runs/after\n"
      "  greenbench compare runs/main runs/branch --fail-on-regression 5%");
}

void add_resume(CLI::App& app, ResumeOptions& resume) {
  app.add_option("DIR", resume.folder, "Folder of the interrupted run")->required();
  add_carbon_flags(app, resume.analysis);
  add_format_flags(app, resume.format, names_of(writers()));
  add_wide_flag(app, resume.wide);
  add_page_flag(app, resume.page);
  app.footer("Example:\n  greenbench resume greenbench-results/20260101T120000Z-strings");
}

}  // namespace greenbench
