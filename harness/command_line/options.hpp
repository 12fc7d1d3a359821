// What was typed, and nothing more: no defaults that depend on the machine, no decisions.
//
//   ParsedCommand parsed = parse_command_line(argc, argv);
//   if (auto* run = std::get_if<RunOptions>(&parsed)) run_command(*run, ...);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "counters/system/file_roots.hpp"
#include "harness/command_line/setting_flags.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

/// A format, by the name of its writer, into a file.
struct Export {
  std::string format;
  std::filesystem::path file;
};

/// What a report is to look like, and where.
struct Display {
  std::string format = "terminal";  ///< the name of a writer
  bool wide = false;                ///< every column of the terminal format
  Detail detail = Detail::conclusions;
  bool page = true;                  ///< a run writes report.html, too
  std::vector<Export> exports = {};  ///< beside what is printed
};

/// `greenbench run`: which hotspots, how, how long, and where to.
struct RunOptions {
  std::vector<std::string> suites;     ///< names, or "all"
  std::vector<std::string> hotspots;   ///< globs over "suite/name"
  std::vector<std::string> languages;  ///< empty: all
  std::vector<std::string> variants;   ///< globs over "language:name" or "name"; their languages' baselines stay
  std::vector<std::filesystem::path> files;
  bool whole_files = false;  ///< their hotspots are meant whatever else is named
  std::optional<std::uint64_t> size;
  bool article_size = false;
  bool sweep = false;  ///< every size that a hotspot lists for it

  std::optional<std::string> against;  ///< another revision of the repository that all of it lies in
  std::string build;                   ///< shell command that both revisions need first; empty: none

  std::optional<double> server_latency_seconds;  ///< of the local server, for hotspots that ask for it
  std::optional<std::uint64_t> server_body_bytes;

  std::vector<std::string> sources = {"auto"};
  bool require_measured = false;
  std::optional<std::filesystem::path> power_model;
  FileRoots roots;

  std::optional<double> precision;
  std::optional<std::uint32_t> min_rounds;
  std::optional<std::uint32_t> max_rounds;
  std::optional<double> time_limit_seconds;
  std::optional<double> min_region_seconds;
  std::optional<double> worker_timeout_seconds;
  std::optional<double> max_other_load;  ///< CPUs that others may keep busy beyond what they did before the run
  bool quick = false;
  std::optional<std::uint64_t> seed;
  bool allow_unoptimized = false;
  std::optional<std::string> user;  ///< as whom workloads run

  SettingFlags analysis;
  std::optional<std::filesystem::path> out;
  Display display;
};

/// A name in braces, and what it stands for in turn.
struct ParameterValues {
  std::string name;
  std::vector<std::string> values;
};

/// `greenbench exec --pid`: processes that run already.
struct WatchOptions {
  std::vector<std::int32_t> processes;  ///< their numbers; empty: nothing is watched
  bool children = false;                ///< their descendants count, too
  std::optional<double> seconds;        ///< how long
};

/// `greenbench exec`: whole commands, measured and compared as variants are.
struct ExecOptions {
  RunOptions run;                     ///< where joules come from, how long, and where to; it selects nothing
  std::vector<std::string> words;     ///< what stands after `--`: one command, word by word
  std::vector<std::string> commands;  ///< command lines
  std::vector<std::string> rivals;    ///< those of --vs, which come last
  std::vector<std::string> names;     ///< instead of the commands themselves, in their order
  std::vector<ParameterValues> parameters;
  std::optional<std::string> shell;  ///< empty: none unless a command needs one
  bool no_shell = false;
  std::string set_up, prepare, conclude, clean_up;  ///< command lines of a shell; empty: none
  std::string input;                                ///< file; empty: none
  std::string output = "null";                      ///< null, pipe, inherit or a file
  std::optional<std::uint32_t> warm_up_runs;        ///< in each round
  std::optional<std::uint32_t> rounds;              ///< --runs
  std::string failures_to_ignore;                   ///< as typed: true, or codes
  bool ignores_failure = false;
  std::vector<std::uint32_t> ignored_codes;
  bool once = false;  ///< a single run, shown as it is
  WatchOptions watch;
};

struct ListOptions {
  std::vector<std::string> suites;    ///< names, or "all"
  std::vector<std::string> hotspots;  ///< globs over "suite/name"
  std::vector<std::filesystem::path> files;
  bool whole_files = false;         ///< of several names; where nothing is named, everything is listed
  std::optional<std::string> user;  ///< as whom the files are read
  bool variants = false;            ///< each hotspot in full, named or not
  bool json = false;
};

/// A folder of a run or its run.json. `latest` is the newest below greenbench-results, where a run is to be read or
/// continued.
constexpr const char* latest_run = "latest";

struct ReportOptions {
  std::filesystem::path run = latest_run;
  Display display;
  SettingFlags analysis;
};

/// `greenbench compare`: two saved runs.
struct CompareOptions {
  std::filesystem::path before;
  std::filesystem::path after;
  std::optional<double> fail_on_regression;  ///< as a fraction; empty: no gate
  std::string format = "terminal";
  bool wide = false;  ///< every column of the terminal format
  SettingFlags analysis;
};

/// `greenbench claims`: a saved run and a file of claims.
struct ClaimsOptions {
  std::filesystem::path run;
  std::optional<std::filesystem::path> file;  ///< empty: the bundled one
  bool strict = false;                        ///< a refuted claim fails the command
  std::string format = "terminal";
  SettingFlags analysis;
};

/// `greenbench check`: a saved run and a file of budgets.
struct CheckOptions {
  std::filesystem::path run = latest_run;
  std::filesystem::path budgets = "energy.toml";
  Display display;  ///< format and exports
  SettingFlags analysis;
};

/// `greenbench init`: a file of budgets to begin with.
struct InitOptions {
  std::filesystem::path file = "energy.toml";
};

/// `greenbench docs`: pages with tables from saved runs.
struct DocsOptions {
  std::vector<std::filesystem::path> files;
  std::vector<std::filesystem::path> runs;  ///< a hotspot comes from the first one that has it
  bool check = false;                       ///< write nothing
};

struct ResumeOptions {
  std::filesystem::path folder;
  Display display;
  bool trust = false;  ///< runs what the folder names, whoever wrote it
  FileRoots roots;     ///< those that the run's have to be
  SettingFlags analysis;
};

struct DoctorOptions {
  FileRoots roots;
  std::optional<std::filesystem::path> power_model;
  std::optional<std::filesystem::path> calibrate;  ///< write a power model fitted on this machine's counters there
  bool json = false;
  bool verbose = false;  ///< every domain, the power model and the machine as text
};

/// `greenbench generate`.
struct GenerateOptions {
  std::string what;  ///< "man", "bash", "zsh" or "fish"
};

/// `greenbench worker`: started by the controller, never by a person.
struct WorkerOptions {
  std::int64_t parent = 0;          ///< the process that started it
  std::optional<std::string> user;  ///< whom it becomes before it runs a workload
};

/// `greenbench server`: started by a worker.
struct ServerOptions {
  std::optional<double> latency_seconds;
  std::optional<std::uint64_t> body_bytes;
};

}  // namespace greenbench
