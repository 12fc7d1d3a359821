#include "harness/command_line/command_flags.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <vector>

#include "counters/probe.hpp"
#include "harness/command_line/named_work.hpp"
#include "harness/command_line/offered_values.hpp"
#include "harness/command_line/shared_flags.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/writers/writers.hpp"
#include "workloads/bundled_python.hpp"

namespace greenbench {
namespace {

/// The description of an argument that takes a run.
std::string or_latest(const std::string& folder) {
  return folder + "; latest: the newest below greenbench-results";
}

/// An argument that takes a run: its folder, its run.json, or latest.
CLI::Option* add_run_argument(CLI::App& app, const std::string& name, std::filesystem::path& run,
                              const std::string& description) {
  return offer(*app.add_option(name, run, description), {latest_run});
}

/// The names of a table of writers.
template <class AnyWriter>
std::vector<std::string> names_of(std::span<const AnyWriter> writers) {
  std::vector<std::string> names;
  for (const AnyWriter& writer : writers) names.emplace_back(writer.name);
  return names;
}

/// --suite, --hotspot and --file; `verb` is what the command does with them.
template <class Options>
void add_work_flags(CLI::App& app, Options& options, const std::string& verb, const std::string& file) {
  offer(*app.add_option("--suite", options.suites, verb + " this suite, or all (repeatable)"), bundled_suites())
      ->type_name("SUITE")
      ->delimiter(',')
      ->allow_extra_args(false);
  offer(*app.add_option("--hotspot", options.hotspots, verb + " hotspots that match this pattern, as in 'strings/*'"),
        bundled_hotspot_ids())
      ->type_name("GLOB")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--file", options.files, verb + file)->type_name("PATH")->allow_extra_args(false);
}

/// Words without a flag; each adds to what is chosen, where --file only makes hotspots known to --hotspot. After the
/// flags, which replace what they find in `options`: CLI11 handles them in this order.
template <class Options>
void add_work_names(CLI::App& app, Options& options) {
  const auto sort = [&options](const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      switch (kind_of_name(name)) {
        case NameKind::suite:
          options.suites.push_back(name);
          break;
        case NameKind::hotspot:
          options.hotspots.push_back(name);
          break;
        case NameKind::file:
          options.files.emplace_back(name);
          options.whole_files = true;
          break;
      }
    }
  };
  auto* name = app.add_option_function<std::vector<std::string>>(
      "NAME", sort, "A suite, a hotspot (a pattern) or a file, as with --suite, --hotspot, --file");
  std::vector<std::string> names = bundled_suites();
  std::ranges::copy(bundled_hotspot_ids(), std::back_inserter(names));
  offer(*name, names)->type_name("");
}

void add_selection_flags(CLI::App& app, RunOptions& run) {
  add_work_flags(app, run, "Measure", " the hotspots of your own file: Python, or a shared library (repeatable)");
  offer_only(*app.add_option("--language", run.languages, "Only variants in these languages: python, cpp"), "language",
             {"python", "cpp"})
      ->type_name("LANGUAGE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--variant", run.variants, "Only variants that match, and the baselines of their languages")
      ->type_name("GLOB")
      ->delimiter(',')
      ->allow_extra_args(false);
  auto* size = add_count(app, "--size", run.size, "Problem size, instead of each hotspot's default");
  auto* article =
      app.add_flag("--article-size", run.article_size, "Problem size of the article that each hotspot comes from")
          ->excludes(size);
  app.add_flag("--sweep", run.sweep,
               "Every problem size that a hotspot lists: how costs grow, and where the cheaper variant changes")
      ->excludes(size)
      ->excludes(article);
}

}  // namespace

void add_source_flags(CLI::App& app, RunOptions& run) {
  std::vector<std::string> names{"auto"};
  for (const ProbeRow& row : probe_table()) names.emplace_back(row.name);
  const std::string description = fmt::format("Where joules come from: {} (default auto)", fmt::join(names, ", "));
  offer(*app.add_option("--source", run.sources, description), names)
      ->type_name("SOURCE")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--require-measured", run.require_measured, "Fail rather than fall back to the estimate");
  add_power_model_flag(app, run.power_model);
  add_root_flags(app, run.roots);
}

void add_effort_flags(CLI::App& app, RunOptions& run) {
  add_parsed(app, "--precision", run.precision, parse_fraction, "a percentage between 0% and 100%, such as 2%",
             "Stop when the interval of every ratio is this narrow, either way (default 2%)")
      ->type_name("PERCENT");
  add_count(app, "--min-rounds", run.min_rounds, "Rounds per hotspot, at least (default 6)");
  add_count(app, "--max-rounds", run.max_rounds, "Rounds per hotspot, at most (default 80)");
  constexpr const char* range = "from 1us to 1000h";
  add_duration(app, "--time-limit", run.time_limit_seconds, parse_seconds,
               {.range = range, .example = "60s", .description = "Time per hotspot (default 60s)"});
  add_duration(app, "--min-region", run.min_region_seconds, parse_seconds,
               {.range = range, .example = "10ms", .description = "Shortest timed region (default 10ms)"});
  add_duration(app, "--worker-timeout", run.worker_timeout_seconds, parse_seconds,
               {.range = range,
                .example = "120s",
                .description = "End a worker that says nothing for this long (default 120s)"});
  add_parsed(app, "--max-other-load", run.max_other_load, parse_share, "a percentage from 0% to 100000%, such as 10%",
             "Discard a block, and measure it again, when other processes use more of a core than before the run and "
             "this share (default 10%)")
      ->type_name("PERCENT");
  app.add_flag("--quick", run.quick, "A preview: few rounds; its verdicts pass no gate");
  add_parsed(app, "--seed", run.seed, parse_seed, "a whole number from 0 to 18446744073709551615",
             "Seed of every random choice (default: from the system)")
      ->type_name("N");
  app.add_flag("--allow-unoptimized", run.allow_unoptimized, "Measure even with a debug or sanitizer build");
  add_user_flag(app, run.user);
}

void add_revision_flags(CLI::App& app, RunOptions& run, const std::string& what) {
  app.add_option(
         "--against", run.against,
         "Compare " + what + " with the same at another revision of the git repository: a branch, tag or commit")
      ->type_name("REF");
  app.add_option("--build", run.build, "Shell command that both revisions need before they are measured")
      ->type_name("CMD");
}

void add_output_flags(CLI::App& app, RunOptions& run) {
  add_setting_flags(app, run.analysis, JudgedLike::nothing_yet);
  app.add_option("--out", run.out, "Folder of this run (default greenbench-results/<UTC time>-<suite>)")
      ->type_name("DIR");
  add_format_flags(app, run.display.format, names_of(writers()));
  add_export_flag(app, run.display.exports, names_of(writers()));
  add_detail_flags(app, run.display.detail);
  add_wide_flag(app, run.display.wide);
  add_page_flag(app, run.display.page);
}

void add_run(CLI::App& app, RunOptions& run) {
  add_selection_flags(app, run);
  add_work_names(app, run);
  add_revision_flags(app, run, "your files' hotspots");
  add_server_flags(app, run.server_latency_seconds, run.server_body_bytes, "--server-");
  add_source_flags(app, run);
  add_effort_flags(app, run);
  add_output_flags(app, run);
  app.footer(
      "Examples:\n  greenbench run strings\n  greenbench run --hotspot 'strings/csv*' --language python --quick\n"
      "  greenbench run mine.py --precision 1%\n  greenbench run mine.py --against main");
}

void add_list(CLI::App& app, ListOptions& list) {
  add_work_flags(app, list, "List", " the hotspots of your own file, too: Python, or a shared library (repeatable)");
  add_work_names(app, list);
  app.add_flag("--variants", list.variants, "Variants, sizes and what is not available, of every hotspot");
  app.add_flag("--json", list.json, "As JSON");
  add_user_flag(app, list.user);
  app.footer("Examples:\n  greenbench list\n  greenbench list strings\n  greenbench list --json");
}

void add_report(CLI::App& app, ReportOptions& report) {
  add_run_argument(app, "RUN", report.run, or_latest("Folder of a run, or its run.json") + " (default)");
  add_format_flags(app, report.display.format, names_of(writers()));
  add_export_flag(app, report.display.exports, names_of(writers()));
  add_detail_flags(app, report.display.detail);
  add_wide_flag(app, report.display.wide);
  add_setting_flags(app, report.analysis, JudgedLike::saved_run);
  app.footer(
      "Examples:\n  greenbench report\n"
      "  greenbench report greenbench-results/20260101T120000Z-strings --format markdown\n"
      "  greenbench report greenbench-results/20260101T120000Z-strings --baseline python:concat --margin 5%");
}

void add_compare(CLI::App& app, CompareOptions& compare) {
  add_run_argument(app, "OLD", compare.before, or_latest("Folder of the earlier run, or its run.json"))->required();
  add_run_argument(app, "NEW", compare.after, or_latest("Folder of the later run, or its run.json"))->required();
  add_parsed(app, "--fail-on-regression", compare.fail_on_regression, parse_fraction,
             "a percentage between 0% and 100%, such as 2%",
             "A gate: exit code 1 when something is dearer by more than this, 4 when that cannot be told (a preview, a "
             "variant that NEW lacks, too wide an interval)")
      ->type_name("PERCENT");
  add_format_flags(app, compare.format, names_of(compare_writers()));
  add_wide_flag(app, compare.wide);
  add_margin_and_level(app, compare.analysis, JudgedLike::both_runs);
  app.footer(
      "Examples:\n  greenbench compare runs/before runs/after\n"
      "  greenbench compare runs/main runs/branch --fail-on-regression 5%");
}

void add_claims(CLI::App& app, ClaimsOptions& claims) {
  add_run_argument(app, "RUN", claims.run, or_latest("Folder of a run, or its run.json"))->required();
  app.add_option("--file", claims.file,
                 "The claims, a TOML file (default: those of an article that comes with greenbench)")
      ->type_name("FILE");
  app.add_flag("--strict", claims.strict, "Exit code 1 when a claim is refuted");
  add_format_flags(app, claims.format, names_of(claims_writers()));
  add_margin_and_level(app, claims.analysis, JudgedLike::saved_run);
  app.footer(
      "Examples:\n  greenbench claims greenbench-results/20260101T120000Z-strings\n"
      "  greenbench claims runs/main --file docs/claims.toml --strict --format junit > claims.xml");
}

void add_check(CLI::App& app, CheckOptions& check) {
  add_run_argument(app, "RUN", check.run, or_latest("Folder of a run, or its run.json") + " (default)");
  app.add_option("--budget", check.budgets, "The budgets, a TOML file (default energy.toml)")->type_name("FILE");
  add_format_flags(app, check.display.format, names_of(budget_writers()));
  add_export_flag(app, check.display.exports, names_of(budget_writers()), "junit=budgets.xml");
  app.add_flag_callback(
      "--verbose", [&check] { check.display.detail = Detail::everything; },
      "Print what is within, too, where there are more than ten findings");
  add_level(app, check.analysis, JudgedLike::saved_run);
  add_carbon(app, check.analysis, JudgedLike::saved_run);
  app.footer(
      "Exit codes: 0 all within, 1 some exceeded, 2 a fault in the file, 3 something\n"
      "that a budget names could not be measured, 4 some undecided. --format github\n"
      "also appends the Markdown to $GITHUB_STEP_SUMMARY.\n\n"
      "Examples:\n  greenbench init\n  greenbench check\n"
      "  greenbench check runs/today --budget ci/energy.toml --format github");
}

void add_init(CLI::App& app, InitOptions& init) {
  app.add_option("FILE", init.file, "What to write (default energy.toml); a file that is there is left alone");
  app.footer("Examples:\n  greenbench init\n  greenbench init ci/energy.toml");
}

void add_docs(CLI::App& app, DocsOptions& docs) {
  app.add_option("FILE", docs.files, "Pages in Markdown (.md, .markdown) or reStructuredText (.rst)")->required();
  offer(*app.add_option("--run", docs.runs,
                        or_latest("Folder of a saved run, or its run.json") +
                            " (repeatable: a hotspot is taken from the first run that has it)"),
        {latest_run})
      ->required()
      ->allow_extra_args(false)
      ->type_name("DIR");
  app.add_flag("--check", docs.check, "Write nothing; exit code 1 when a table is stale");
  app.footer(
      "Replaces what stands between two markers, and nothing else:\n"
      "  <!-- greenbench:table hotspot=\"strings/*\" columns=\"energy,time,verdict,ratio\" -->\n"
      "  <!-- greenbench:end -->\n"
      "In reStructuredText they are the comments .. greenbench:table ... and .. greenbench:end.\n\n"
      "Examples:\n  greenbench docs README.md docs/*.rst --run runs/release\n"
      "  greenbench docs README.md --run runs/release --check");
}

void add_resume(CLI::App& app, ResumeOptions& resume) {
  add_run_argument(app, "DIR", resume.folder, or_latest("Folder of the interrupted run"))->required();
  add_setting_flags(app, resume.analysis, JudgedLike::saved_run);
  add_format_flags(app, resume.display.format, names_of(writers()));
  add_export_flag(app, resume.display.exports, names_of(writers()));
  add_detail_flags(app, resume.display.detail);
  add_wide_flag(app, resume.display.wide);
  add_page_flag(app, resume.display.page);
  app.add_flag("--trust", resume.trust,
               "Run what the folder names even where it is not what this program would run: you know who wrote it");
  add_root_flags(app, resume.roots);
  app.footer("Example:\n  greenbench resume greenbench-results/20260101T120000Z-strings");
}

void add_doctor(CLI::App& app, DoctorOptions& doctor) {
  auto* json = app.add_flag("--json", doctor.json, "As JSON");
  app.add_flag("--verbose", doctor.verbose, "Every domain, the power model and the machine, too");
  app.add_option("--calibrate", doctor.calibrate,
                 "Fit a power model to this machine's counters under load (about 20 s) and write it to FILE, for "
                 "--power-model on machines without counters")
      ->type_name("FILE")
      ->excludes(json);
  add_power_model_flag(app, doctor.power_model);
  add_root_flags(app, doctor.roots);
  app.footer("Examples:\n  greenbench doctor\n  greenbench doctor --calibrate model.toml");
}

void add_generate(CLI::App& app, GenerateOptions& generate) {
  offer_only(*app.add_option("WHAT", generate.what, "man, bash, zsh or fish"), "page", {"man", "bash", "zsh", "fish"})
      ->type_name("")
      ->required();
  app.footer(
      "cmake --install puts each where its reader looks for it. Without it:\n"
      "  source <(greenbench generate bash)\n  greenbench generate fish | source\n"
      "  greenbench generate man > greenbench.1; man ./greenbench.1");
}

void add_worker(CLI::App& app, WorkerOptions& worker) {
  app.group("");
  app.add_option("--parent", worker.parent)->required();
  app.add_option("--user", worker.user);
}

void add_server(CLI::App& app, ServerOptions& server) {
  app.group("");
  add_server_flags(app, server.latency_seconds, server.body_bytes, "--");
}

}  // namespace greenbench
