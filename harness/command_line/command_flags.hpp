// Flags that several commands share, and the flags of each command. Parsing only: nothing is done here.
//
//   RunOptions run;
//   add_run(*app.add_subcommand("run", "Measure hotspots"), run);
//   app.parse("run --suite strings");    // run.suites == {"strings"}
#pragma once

#include <CLI/CLI.hpp>
#include <algorithm>
#include <span>
#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "harness/command_line/parse_value.hpp"

namespace greenbench {

void add_run(CLI::App& app, RunOptions& run);
void add_list(CLI::App& app, ListOptions& list);
void add_report(CLI::App& app, ReportOptions& report);
void add_compare(CLI::App& app, CompareOptions& compare);
void add_claims(CLI::App& app, ClaimsOptions& claims);
void add_docs(CLI::App& app, DocsOptions& docs);
void add_resume(CLI::App& app, ResumeOptions& resume);
void add_doctor(CLI::App& app, DoctorOptions& doctor);
void add_worker(CLI::App& app, WorkerOptions& worker);
void add_server(CLI::App& app, ServerOptions& server);

/// Where sysfs, procfs and devices are read from.
void add_root_flags(CLI::App& app, FileRoots& roots);
void add_power_model_flag(CLI::App& app, std::optional<std::filesystem::path>& target);
/// --margin and --level.
void add_analysis_flags(CLI::App& app, AnalysisSettings& analysis);
void add_baseline_flag(CLI::App& app, AnalysisSettings& analysis);
/// --carbon, --pue and --rate.
void add_carbon_flags(CLI::App& app, AnalysisSettings& analysis);
/// How the local server answers; `prefix` stands before "latency" and "body".
void add_server_flags(CLI::App& app, std::optional<double>& latency, std::optional<std::uint64_t>& body,
                      const std::string& prefix);
/// --format with one of the names, and --json.
void add_format_flags(CLI::App& app, std::string& format, const std::vector<std::string>& names);

void add_wide_flag(CLI::App& app, bool& wide);
void add_page_flag(CLI::App& app, bool& page);

/// The names of a table of writers.
template <class AnyWriter>
[[nodiscard]] std::vector<std::string> names_of(std::span<const AnyWriter> writers) {
  std::vector<std::string> names;
  for (const AnyWriter& writer : writers) names.emplace_back(writer.name);
  return names;
}

}  // namespace greenbench
