#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counters/system/kernel_text.hpp"
#include "harness/command_line/command_flags.hpp"
#include "harness/command_line/shared_flags.hpp"

namespace greenbench {
namespace {

constexpr std::size_t most_values = 100;

/// A flag of hyperfine or of perf stat, and what does the same here.
struct ForeignFlag {
  std::string_view name;
  std::string_view remedy;
};

constexpr std::string_view other_markup = "use --export markdown=FILE";
constexpr std::string_view fewest_runs = "use --min-rounds N; a round has two runs of each command or more";
constexpr std::string_view most_runs = "use --max-rounds N; a round has two runs of each command or more";
constexpr std::string_view own_unit = "leave it out: a table takes the unit that fits, and JSON has seconds";
constexpr std::string_view own_events = "leave it out: energy is read from the best source here, or from --source NAME";
constexpr std::string_view whole_machine = "leave it out: counters of a package are the whole machine's in any case";
constexpr std::string_view separator = "use --format json";

constexpr std::array<ForeignFlag, 19> foreign_flags = {
    {{"--export-json", "use --export hyperfine-json=FILE, or json=FILE for all that greenbench knows"},
     {"--export-markdown", other_markup},
     {"--export-asciidoc", other_markup},
     {"--export-orgmode", other_markup},
     {"--export-csv", "use --export csv=FILE, which has one row for each timed region"},
     {"--min-runs", fewest_runs},
     {"-m", fewest_runs},
     {"--max-runs", most_runs},
     {"-M", most_runs},
     {"--show-output", "use --once to see the output of a single run, or --output FILE"},
     {"--style", "leave it out: --quiet, --verbose and --wide choose what is printed"},
     {"--time-unit", own_unit},
     {"-u", own_unit},
     {"-p", "use --prepare CMD, which is -p of hyperfine, or --pid PID, which is -p of perf stat"},
     {"-e", own_events},
     {"--event", own_events},
     {"-a", whole_machine},
     {"-x", separator},
     {"--field-separator", separator}}};

double number_in(const std::string& flag, const std::string& text) {
  double number = 0.0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc{} || end != text.data() + text.size() || !std::isfinite(number)) {
    throw CLI::ValidationError(flag, "'" + text + "' is not a number");
  }
  return number;
}

/// MIN, MIN + step, ... up to MAX.
std::vector<std::string> scanned(const std::vector<std::string>& words, double step) {
  constexpr const char* flag = "--parameter-scan";
  const double first = number_in(flag, words.at(1));
  const double last = number_in(flag, words.at(2));
  if (last < first) throw CLI::ValidationError(flag, "MAX is less than MIN");
  std::vector<std::string> values;
  constexpr double rounding = 1e-9;
  for (std::size_t i = 0; first + static_cast<double>(i) * step <= last + rounding * step; ++i) {
    if (values.size() == most_values) throw CLI::ValidationError(flag, fmt::format("more than {} values", most_values));
    values.push_back(fmt::format("{:.12g}", first + static_cast<double>(i) * step));
  }
  return values;
}

void add_parameter_flags(CLI::App& app, ExecOptions& exec) {
  app.add_option_function<std::vector<std::string>>(
         "--parameter-list,-L",
         [&exec](const std::vector<std::string>& words) {
           for (std::size_t i = 0; i + 1 < words.size(); i += 2) {
             exec.parameters.push_back({words[i], CLI::detail::split(words[i + 1], ',')});
           }
         },
         "Run every command with {NAME} replaced by each of these values (repeatable)")
      ->type_name("NAME A,B,C")
      ->type_size(2)
      ->expected(1, CLI::detail::expected_max_vector_size)
      ->allow_extra_args(false);
  auto step = std::make_shared<double>(1.0);
  app.add_option_function<std::string>(
         "--parameter-step-size,-D",
         [step](const std::string& text) {
           *step = number_in("--parameter-step-size", text);
           if (*step <= 0.0) throw CLI::ValidationError("--parameter-step-size", "must be more than 0");
         },
         "Step of --parameter-scan (default 1)")
      ->type_name("STEP");
  // After the step, which it needs: CLI11 handles flags in the order in which they are added.
  app.add_option_function<std::vector<std::string>>(
         "--parameter-scan,-P",
         [&exec, step](const std::vector<std::string>& words) {
           exec.parameters.push_back({words.at(0), scanned(words, *step)});
         },
         "The same with the numbers from MIN to MAX")
      ->type_name("NAME MIN MAX")
      ->type_size(3)
      ->expected(1)
      ->allow_extra_args(false);
}

void add_shell_flags(CLI::App& app, ExecOptions& exec) {
  const auto choose = [&exec](const std::string& shell) {
    if (shell == "none") {
      exec.no_shell = true;
    } else {
      exec.shell = shell;
    }
  };
  auto* shell = app.add_option_function<std::string>(
                       "--shell,-S", choose,
                       "Run all commands through this shell; none is -N (default: none, or /bin/sh for all where one "
                       "of them needs a shell)")
                    ->type_name("SHELL");
  app.add_flag("-N,--no-shell", exec.no_shell, "Refuse what needs a shell")->excludes(shell);
}

void add_surrounding_flags(CLI::App& app, ExecOptions& exec) {
  app.add_option("--setup,-s", exec.set_up, "Shell command before everything")->type_name("CMD");
  app.add_option("--prepare", exec.prepare, "Shell command before each run, untimed")->type_name("CMD");
  app.add_option("--conclude", exec.conclude, "Shell command after each run, untimed")->type_name("CMD");
  app.add_option("--cleanup,-c", exec.clean_up, "Shell command after everything")->type_name("CMD");
  app.add_option("--input", exec.input, "File on the commands' standard input (default: none)")->type_name("FILE");
  app.add_option("--output", exec.output,
                 "Where their standard output goes: null, pipe (read and discarded), inherit (with --once), or a file "
                 "(default null)")
      ->type_name("WHERE");
}

void ignore(ExecOptions& exec, const std::string& text) {
  exec.ignores_failure = text == "true";  // without a value
  if (exec.ignores_failure) return;
  constexpr double largest_code = 255.0;
  for (const std::string& code : CLI::detail::split(text, ',')) {
    const double number = number_in("--ignore-failure", code);
    if (number < 0.0 || number > largest_code || number != std::floor(number)) {
      throw CLI::ValidationError("--ignore-failure", "'" + code + "' is not an exit code");
    }
    exec.ignored_codes.push_back(static_cast<std::uint32_t>(number));
  }
}

/// Its value is optional, and typed with an equals sign: what follows a blank is the next word.
void add_failure_flag(CLI::App& app, ExecOptions& exec) {
  app.add_flag("--ignore-failure,-i", exec.failures_to_ignore,
               "Measure a command also when it fails; --ignore-failure=3,4: when it fails with one of these codes")
      ->each([&exec](const std::string& text) { ignore(exec, text); });
}

using Names = std::initializer_list<std::string_view>;

/// A flag that changes nothing would let its user believe that it did.
void refuse_beside(const CLI::App& app, const std::string& flag, Names own) {
  constexpr std::array of_both = {"--source",      "--require-measured", "--power-model", "--path.sysfs",
                                  "--path.procfs", "--path.devfs",       "--format",      "--json",
                                  "--export"};
  for (const CLI::Option* option : app.get_options()) {
    const std::string name = option->get_name();
    if (option->count() == 0 || name == flag || std::ranges::find(of_both, name) != of_both.end()) continue;
    if (std::ranges::find(own, name) != own.end()) continue;
    if (name == "COMMAND") throw CLI::ValidationError(flag, "watches what runs already; name no command beside it");
    throw CLI::ValidationError(name, "changes nothing with " + flag + "; leave it out");
  }
}

void check_once(const CLI::App& app, const ExecOptions& exec) {
  if (!exec.once) return;
  refuse_beside(app, "--once",
                {"COMMAND", "--shell", "--no-shell", "--setup", "--cleanup", "--output", "--parameter-list",
                 "--parameter-scan", "--parameter-step-size", "--vs"});
}

void check_watch(const CLI::App& app, const ExecOptions& exec) {
  if (exec.watch.processes.empty()) return;
  refuse_beside(app, "--pid", {"--children", "--duration"});
  const auto is_json = [](const Export& each) { return each.format == "json"; };
  const std::string& format = exec.run.display.format;
  if ((format != "terminal" && format != "json") || !std::ranges::all_of(exec.run.display.exports, is_json)) {
    throw CLI::ValidationError("--pid", "what it shows has the formats terminal and json");
  }
}

std::int32_t process_number(const std::string& text) {
  constexpr std::int32_t largest_process = 4194304;  // PID_MAX_LIMIT of Linux, see proc(5)
  const auto number = whole_number<std::int32_t>(text);
  if (number && *number > 0 && *number <= largest_process) return *number;
  throw CLI::ValidationError("--pid", "'" + text + "' is not the number of a process");
}

void add_watch_flags(CLI::App& app, ExecOptions& exec) {
  auto* processes = app.add_option_function<std::vector<std::string>>(
                           "--pid",
                           [&exec](const std::vector<std::string>& texts) {
                             for (const std::string& text : texts) exec.watch.processes.push_back(process_number(text));
                           },
                           "Watch this process, which runs already, instead of running a command (repeatable): joules "
                           "of the machine, and the estimated share of the process")
                        ->type_name("PID")
                        ->delimiter(',')
                        ->allow_extra_args(false);
  app.add_flag("--children", exec.watch.children, "With --pid: all its descendants, too")->needs(processes);
  add_duration(app, "--duration", exec.watch.seconds, parse_seconds,
               {.range = "from 1us to 1000h", .example = "30s", .description = "With --pid: how long (default 10s)"})
      ->needs(processes);
  // Called when all flags are known.
  app.callback([&app, &exec] {
    check_watch(app, exec);
    check_once(app, exec);
  });
}

}  // namespace

std::optional<std::string_view> remedy_for_foreign_flag(std::string_view typed) {
  constexpr std::size_t short_flag = 2;  // a value may follow at once, as in -m5
  const std::string_view name = typed.starts_with("--") ? typed : typed.substr(0, short_flag);
  const auto* found = std::ranges::find(foreign_flags, name, &ForeignFlag::name);
  if (found == foreign_flags.end()) return std::nullopt;
  return found->remedy;
}

void add_exec(CLI::App& app, ExecOptions& exec) {
  app.add_option(
         "COMMAND", exec.commands,
         "Command lines, each in quotes; the others are compared with the first. After --: one command, word by "
         "word")
      ->type_name("");
  app.add_option("--vs", exec.rivals, "Compare with this command line, too (repeatable)")
      ->type_name("COMMAND")
      ->allow_extra_args(false);
  app.add_option("--name,--command-name,-n", exec.names, "Name of a command in the report, in their order (repeatable)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_flag(
      "--once", exec.once,
      "Run it a single time with your terminal's input and output; print joules, seconds and watts to standard "
      "error, as one JSON object with --json, and end with its exit code");
  add_watch_flags(app, exec);
  add_parameter_flags(app, exec);
  add_shell_flags(app, exec);
  add_surrounding_flags(app, exec);
  add_failure_flag(app, exec);
  add_revision_flags(app, exec.run, "each command");
  add_count(app, "--warmup,-w", exec.warm_up_runs, "Untimed runs at the start of each round (default 0)");
  add_count(app, "--runs,-r", exec.rounds, "So many rounds of two runs or more, instead of --precision");
  add_source_flags(app, exec.run);
  add_effort_flags(app, exec.run);
  add_output_flags(app, exec.run);
  app.footer(
      "Examples:\n  greenbench exec --once -- make -j4\n  greenbench exec ./old --vs ./new\n"
      "  greenbench exec 'sort a.txt' 'LC_ALL=C sort a.txt'\n"
      "  greenbench exec 'xz -{level} -k -c a.bin' --parameter-list level 1,6,9\n"
      "  greenbench exec --against main --build 'make -j2' -- ./parse big.json\n"
      "  greenbench exec --pid 1234 --children --duration 30s");
}

}  // namespace greenbench
