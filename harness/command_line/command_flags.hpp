// The flags of each command. Parsing only: what a command does is in harness/commands/.
//
//   RunOptions run;
//   add_run(*app.add_subcommand("run", "Measure hotspots"), run);
//   app.parse("run --suite strings");    // run.suites == {"strings"}
#pragma once

#include <optional>
#include <string_view>

#include "harness/command_line/options.hpp"

namespace CLI {  // NOLINT(readability-identifier-naming): the library's own name
class App;
}

namespace greenbench {

void add_run(CLI::App& app, RunOptions& run);
void add_exec(CLI::App& app, ExecOptions& exec);
void add_list(CLI::App& app, ListOptions& list);
void add_report(CLI::App& app, ReportOptions& report);
void add_compare(CLI::App& app, CompareOptions& compare);
void add_claims(CLI::App& app, ClaimsOptions& claims);
void add_check(CLI::App& app, CheckOptions& check);
void add_init(CLI::App& app, InitOptions& init);
void add_docs(CLI::App& app, DocsOptions& docs);
void add_resume(CLI::App& app, ResumeOptions& resume);
void add_doctor(CLI::App& app, DoctorOptions& doctor);
void add_generate(CLI::App& app, GenerateOptions& generate);
void add_worker(CLI::App& app, WorkerOptions& worker);
void add_server(CLI::App& app, ServerOptions& server);

/// What does here, in exec, what a flag of hyperfine or perf stat does there; empty for flags that they do not have.
[[nodiscard]] std::optional<std::string_view> remedy_for_foreign_flag(std::string_view typed);

/// Parts that `run` and `exec` share: where joules come from, how much is measured, what is done with it.
void add_source_flags(CLI::App& app, RunOptions& run);
void add_effort_flags(CLI::App& app, RunOptions& run);
/// --against and --build; `what` is compared.
void add_revision_flags(CLI::App& app, RunOptions& run, const std::string& what);
void add_output_flags(CLI::App& app, RunOptions& run);

}  // namespace greenbench
