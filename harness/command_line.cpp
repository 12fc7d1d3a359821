#include "harness/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <span>
#include <string_view>

#include "counters/probe.hpp"
#include "harness/baseline_choice.hpp"
#include "harness/flag_values.hpp"
#include "harness/parse_value.hpp"
#include "results/compare_writers.hpp"
#include "results/writers.hpp"

namespace greenbench {
namespace {

constexpr std::array<std::string_view, 6> public_subcommands = {"run", "list", "report", "compare", "resume", "doctor"};
/// Processes that the program starts itself; not suggested to anybody.
constexpr std::array<std::string_view, 2> internal_subcommands = {"worker", "server"};

void add_root_flags(CLI::App& app, FileRoots& roots) {
  app.add_option("--path.sysfs", roots.sysfs, "Read sysfs below DIR instead of /sys")->type_name("DIR");
  app.add_option("--path.procfs", roots.procfs, "Read procfs below DIR instead of /proc")->type_name("DIR");
  app.add_option("--path.devfs", roots.devfs, "Read devices below DIR instead of /dev")->type_name("DIR");
}

void add_power_model_flag(CLI::App& app, std::optional<std::filesystem::path>& target) {
  app.add_option("--power-model", target, "Power model for the estimate, a TOML file")->type_name("FILE");
}

template <class AnyWriter>
void add_format_flags(CLI::App& app, std::string& format, std::span<const AnyWriter> writers) {
  std::vector<std::string> names;
  for (const AnyWriter& writer : writers) names.emplace_back(writer.name);
  app.add_option("--format", format, "What to print to standard output: " + CLI::detail::join(names, ", "))
      ->type_name("FORMAT")
      ->check([names](const std::string& name) {
        if (std::find(names.begin(), names.end(), name) != names.end()) return std::string{};
        return "unknown format '" + name + "'" + did_you_mean(name, names);
      });
  app.add_flag_callback(
      "--json", [&format] { format = "json"; }, "Short for --format json");
}

void add_analysis_flags(CLI::App& app, AnalysisSettings& analysis) {
  add_fraction(app, "--margin", analysis.margin, "Differences within this margin count as equivalent (default 2%)");
  add_fraction(app, "--level", analysis.level, "Confidence level of the intervals (default 95%)");
}

void add_baseline_flag(CLI::App& app, AnalysisSettings& analysis) {
  add_parsed(app, "--baseline", analysis.baseline, parse_variant_id, "LANGUAGE:NAME, as in python:join",
             "Compare every other variant with this one, across languages, in the hotspots that have it (default: each "
             "language's own baseline)")
      ->type_name("LANGUAGE:NAME");
}

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

void add_server_flags(CLI::App& app, std::optional<double>& latency, std::optional<std::uint64_t>& body,
                      const std::string& prefix) {
  add_parsed(app, prefix + "latency", latency, parse_pause_seconds, "a duration such as 20ms, or 0ms",
             "How long the local server waits before it answers (default 20ms)")
      ->type_name("TIME");
  add_parsed(app, prefix + "body", body, parse_bytes, "a size such as 1KiB, of up to 1024MiB",
             "Size of the local server's answers (default 1KiB)")
      ->type_name("BYTES");
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

void add_run(CLI::App& app, RunOptions& run) {
  add_selection_flags(app, run);
  add_server_flags(app, run.server_latency_seconds, run.server_body_bytes, "--server-");
  add_source_flags(app, run);
  add_effort_flags(app, run);
  add_analysis_flags(app, run.analysis);
  add_baseline_flag(app, run.analysis);
  app.add_option("--out", run.out, "Folder of this run (default greenbench-results/<UTC time>-<suite>)")
      ->type_name("DIR");
  add_format_flags(app, run.format, writers());
  app.footer(
      "Examples:\n  greenbench --suite strings\n  greenbench run --hotspot 'strings/csv*' --language python --quick\n"
      "  greenbench run --file mine.py --precision 1%");
}

void add_list(CLI::App& app, ListOptions& list) {
  app.add_option("--file", list.files, "List the hotspots of your own Python file, too")->type_name("PATH");
  app.add_flag("--json", list.json, "As JSON");
  app.footer("Example:\n  greenbench list --json");
}

void add_report(CLI::App& app, ReportOptions& report) {
  app.add_option("RUN", report.run, "Folder of a run, or its run.json")->required();
  add_format_flags(app, report.format, writers());
  add_analysis_flags(app, report.analysis);
  add_baseline_flag(app, report.analysis);
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
  add_format_flags(app, compare.format, compare_writers());
  add_analysis_flags(app, compare.analysis);
  app.footer(
      "Examples:\n  greenbench compare runs/before runs/after\n"
      "  greenbench compare runs/main runs/branch --fail-on-regression 5%");
}

void add_resume(CLI::App& app, ResumeOptions& resume) {
  app.add_option("DIR", resume.folder, "Folder of the interrupted run")->required();
  add_format_flags(app, resume.format, writers());
  app.footer("Example:\n  greenbench resume greenbench-results/20260101T120000Z-strings");
}

void add_doctor(CLI::App& app, DoctorOptions& doctor) {
  auto* json = app.add_flag("--json", doctor.json, "As JSON");
  app.add_option("--calibrate", doctor.calibrate,
                 "Fit a power model to this machine's counters under load (about 20 s) and write it to FILE, for "
                 "--power-model on machines without counters")
      ->type_name("FILE")
      ->excludes(json);
  add_power_model_flag(app, doctor.power_model);
  add_root_flags(app, doctor.roots);
  app.footer("Examples:\n  greenbench doctor\n  greenbench doctor --calibrate model.toml");
}

/// The options of all subcommands, each filled only if its subcommand was given.
struct AllOptions {
  RunOptions run;
  ListOptions list;
  ReportOptions report;
  CompareOptions compare;
  ResumeOptions resume;
  DoctorOptions doctor;
  ServerOptions server;
};

void add_subcommands(CLI::App& app, AllOptions& options) {
  add_run(*app.add_subcommand("run", "Measure hotspots and compare their variants"), options.run);
  add_list(*app.add_subcommand("list", "Suites, hotspots, variants and sizes"), options.list);
  add_report(*app.add_subcommand("report", "Show a saved run again, in any format"), options.report);
  add_compare(*app.add_subcommand("compare", "What got cheaper or dearer from one saved run to another"),
              options.compare);
  add_resume(*app.add_subcommand("resume", "Continue an interrupted run"), options.resume);
  add_doctor(*app.add_subcommand("doctor", "What can be measured here, and why not the rest"), options.doctor);
  app.add_subcommand("worker", "Internal: one measuring process")->group("");
  auto* server = app.add_subcommand("server", "Internal: the HTTP server of one worker")->group("");
  add_server_flags(*server, options.server.latency_seconds, options.server.body_bytes, "--");
  app.require_subcommand(1);
  app.footer(
      "greenbench --suite strings is short for greenbench run --suite strings.\n"
      "Exit codes: 0 done, 1 a gate failed, 2 wrong usage, 3 could not measure (or nothing to compare), "
      "4 inconclusive where a gate demanded a verdict, 130 interrupted (measurements are saved).");
}

Command chosen(const CLI::App& app, const AllOptions& options) {
  if (app.got_subcommand("run")) return options.run;
  if (app.got_subcommand("list")) return options.list;
  if (app.got_subcommand("report")) return options.report;
  if (app.got_subcommand("compare")) return options.compare;
  if (app.got_subcommand("resume")) return options.resume;
  if (app.got_subcommand("doctor")) return options.doctor;
  if (app.got_subcommand("server")) return options.server;
  return WorkerOptions{};
}

/// `greenbench --suite strings` means `greenbench run --suite strings`.
void insert_run(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front().rfind("--", 0) != 0) return;
  const std::string& first = arguments.front();
  if (first != "--help" && first != "--version") arguments.insert(arguments.begin(), "run");
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// CLI11 would say "run is required" or list extras; say what a person can act on.
void check_subcommand(const std::vector<std::string>& arguments) {
  if (arguments.empty()) throw UsageError{"no command given; try greenbench --suite strings, or greenbench --help"};
  const std::string& first = arguments.front();
  if (first.empty() || first.front() == '-') return;
  const auto is_first = [&](std::string_view name) { return name == first; };
  if (std::any_of(public_subcommands.begin(), public_subcommands.end(), is_first)) return;
  if (std::any_of(internal_subcommands.begin(), internal_subcommands.end(), is_first)) return;
  const std::vector<std::string> known{public_subcommands.begin(), public_subcommands.end()};
  throw UsageError{"unknown command '" + first + "'" + did_you_mean(first, known)};
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
  insert_run(arguments);
  check_subcommand(arguments);
  AllOptions options;
  CLI::App app{"greenbench measures how much energy, time and power competing implementations need.", "greenbench"};
  app.set_version_flag("--version", "greenbench " GREENBENCH_VERSION);
  add_subcommands(app, options);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    const auto chosen_apps = app.get_subcommands();
    return {WorkerOptions{}, chosen_apps.empty() ? app.help() : chosen_apps.front()->help("greenbench")};
  } catch (const CLI::CallForVersion& version) {
    return {WorkerOptions{}, std::string{version.what()} + "\n"};
  } catch (const CLI::ParseError& error) {
    throw UsageError{one_line(error.what())};
  }
  return {chosen(app, options), std::nullopt};
}

}  // namespace greenbench
