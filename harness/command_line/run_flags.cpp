#include "counters/probe.hpp"
#include "harness/command_line/command_flags.hpp"
#include "harness/command_line/flag_values.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {
namespace {

void add_selection_flags(CLI::App& app, RunOptions& run) {
  app.add_option("--suite", run.suites, "Measure this suite, or all (repeatable)")
      ->type_name("SUITE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--hotspot", run.hotspots, "Measure hotspots that match this pattern, as in 'strings/*'")
      ->type_name("GLOB")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--language", run.languages, "Only variants in these languages")
      ->type_name("LANGUAGE")
      ->delimiter(',')
      ->allow_extra_args(false)
      ->check(CLI::IsMember({"python", "cpp"}));
  app.add_option("--variant", run.variants, "Only variants that match, beside the baselines")
      ->type_name("GLOB")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--file", run.files, "Measure the hotspots of your own Python file")->type_name("PATH");
  auto* size = add_count(app, "--size", run.size, "Problem size, instead of each hotspot's default");
  auto* article =
      app.add_flag("--article-size", run.article_size, "Problem size of the article that each hotspot comes from")
          ->excludes(size);
  app.add_flag("--sweep", run.sweep,
               "Every problem size that a hotspot lists: how costs grow, and where the cheaper variant changes")
      ->excludes(size)
      ->excludes(article);
}

void add_source_flags(CLI::App& app, RunOptions& run) {
  std::string names = "auto";
  for (const ProbeRow& row : probe_table()) names += ", " + std::string{row.name};
  app.add_option("--source", run.sources, "Where joules come from: " + names + " (default auto)")
      ->type_name("SOURCE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--require-measured", run.require_measured, "Fail rather than fall back to the estimate");
  add_power_model_flag(app, run.power_model);
  add_root_flags(app, run.roots);
}

void add_effort_flags(CLI::App& app, RunOptions& run) {
  add_parsed(app, "--precision", run.precision, parse_fraction, "a percentage between 0% and 100%",
             "Stop when every ratio is known this well (default 2%)")
      ->type_name("PERCENT");
  add_count(app, "--min-workers", run.min_workers, "Fresh processes per hotspot, at least (default 10)");
  add_count(app, "--max-workers", run.max_workers, "Fresh processes per hotspot, at most (default 40)");
  add_parsed(app, "--time-limit", run.time_limit_seconds, parse_seconds, "a duration such as 60s",
             "Time per hotspot (default 60s)")
      ->type_name("TIME");
  add_parsed(app, "--min-region", run.min_region_seconds, parse_seconds, "a duration such as 10ms",
             "Shortest timed region (default 10ms)")
      ->type_name("TIME");
  add_parsed(app, "--worker-timeout", run.worker_timeout_seconds, parse_seconds, "a duration such as 120s",
             "A process that is silent this long is hung (default 120s)")
      ->type_name("TIME");
  add_parsed(app, "--max-other-load", run.max_other_load, parse_share, "a percentage above 0%",
             "A block is void, and run again, when other processes use more of a core than this and what they used "
             "before the run (default 10%)")
      ->type_name("PERCENT");
  app.add_flag("--quick", run.quick, "A labelled preview: few processes, verdicts that pass no gate");
  app.add_option("--seed", run.seed, "Seed of every random choice (default: from the system)")->type_name("N");
  app.add_flag("--allow-unoptimized", run.allow_unoptimized, "Measure even with a debug or sanitizer build");
}

}  // namespace

void add_run(CLI::App& app, RunOptions& run) {
  add_selection_flags(app, run);
  add_server_flags(app, run.server_latency_seconds, run.server_body_bytes, "--server-");
  add_source_flags(app, run);
  add_effort_flags(app, run);
  add_analysis_flags(app, run.analysis);
  add_baseline_flag(app, run.analysis);
  add_carbon_flags(app, run.analysis);
  app.add_option("--out", run.out, "Folder of this run (default greenbench-results/<UTC time>-<suite>)")
      ->type_name("DIR");
  add_format_flags(app, run.format, names_of(writers()));
  add_wide_flag(app, run.wide);
  add_page_flag(app, run.page);
  app.footer(
      "Examples:\n  greenbench --suite strings\n  greenbench run --hotspot 'strings/csv*' --language python --quick\n"
      "  greenbench run --file mine.py --precision 1%");
}

}  // namespace greenbench
