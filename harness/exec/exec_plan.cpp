#include "harness/exec/exec_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <utility>

#include "harness/command_line/failure.hpp"
#include "harness/exec/command_words.hpp"
#include "harness/plan/request.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/repeat/shell_word.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr const char* usual_shell = "/bin/sh";
constexpr std::size_t most_name_bytes = 120;

/// A command as it was typed: a text, or words after `--`.
struct Typed {
  std::string text;
  std::vector<std::string> words;  ///< empty: the text is to be split
};

std::string joined(const std::vector<std::string>& words) {
  std::vector<std::string> quoted;
  for (const std::string& word : words) quoted.push_back(shell_word(word));
  return fmt::format("{}", fmt::join(quoted, " "));
}

std::vector<Typed> typed_commands(const ExecOptions& options) {
  std::vector<Typed> typed;
  // A single word with a blank in it is a command line, as other tools of this kind take it.
  if (options.words.size() == 1 && options.words.front().find(' ') != std::string::npos) {
    typed.push_back({.text = options.words.front(), .words = {}});
  } else if (!options.words.empty()) {
    typed.push_back({.text = joined(options.words), .words = options.words});
  }
  for (const std::string& text : options.commands) typed.push_back({.text = text, .words = {}});
  for (const std::string& text : options.rivals) typed.push_back({.text = text, .words = {}});
  if (typed.empty())
    throw UsageError{"exec: name a command, as in greenbench exec -- sleep 1; see greenbench exec --help"};
  return typed;
}

/// Every command with every combination of the parameters.
std::vector<std::pair<Typed, Parameters>> with_all_parameters(const ExecOptions& options) {
  std::vector<std::pair<Typed, Parameters>> all;
  for (const Typed& typed : typed_commands(options)) {
    for (const Parameters& parameters : combinations(options.parameters)) {
      Typed filled{with_parameters(typed.text, parameters), {}};
      for (const std::string& word : typed.words) filled.words.push_back(with_parameters(word, parameters));
      all.emplace_back(std::move(filled), parameters);
    }
  }
  if (all.size() > most_variants) {
    throw UsageError{fmt::format("exec: {} commands; at most {} can be compared", all.size(), most_variants)};
  }
  return all;
}

bool needs_shell(const Typed& typed) {
  return typed.words.empty() && !words_of_program(typed.text);
}

/// The arguments of a command line that a shell runs.
std::vector<std::string> through(const std::string& shell, const std::string& text) {
  std::vector<std::string> words = split_words(shell).value_or(std::vector<std::string>{shell});
  words.insert(words.end(), {"-c", text});
  return words;
}

/// A program in a folder of its own is looked for from the folder that the command runs in.
std::string seen_from(const CommandPlace& place, const std::string& program) {
  const bool is_relative = program.find('/') != std::string::npos && !program.starts_with('/');
  return is_relative && !place.folder.empty() ? place.folder + "/" + program : program;
}

std::vector<std::string> without_shell(const Typed& typed, const CommandPlace& place) {
  std::vector<std::string> words = typed.words;
  if (words.empty()) {
    const auto split = split_words(typed.text);
    if (!split) throw UsageError{fmt::format("exec: '{}' needs a shell; leave -N out", typed.text)};
    words = *split;
  }
  if (!find_program(seen_from(place, words.front())))
    throw UsageError{fmt::format("exec: {}: there is no such program", words.front())};
  return words;
}

/// Before and after a run, where nothing is timed, a shell may do it.
std::vector<std::string> beside(const ExecOptions& options, const std::string& text, const Parameters& parameters) {
  if (text.empty()) return {};
  return through(options.shell.value_or(usual_shell), with_parameters(text, parameters));
}

std::string input_file(const std::string& path) {
  if (path.empty()) return {};
  if (access(path.c_str(), R_OK) != 0) throw UsageError{fmt::format("--input: {}: cannot be read", path)};
  return absolute_path(path);
}

/// One run is a line of text, or a JSON object.
void check_formats_of_once(const Display& display) {
  const auto refuse = [](const std::string& flag, const std::string& format) {
    throw UsageError{fmt::format("{} {}: a single run (--once) has the formats terminal and json only", flag, format)};
  };
  if (display.format != "terminal" && display.format != "json") refuse("--format", display.format);
  for (const Export& each : display.exports) {
    if (each.format != "json") refuse("--export", each.format);
  }
}

void check_once(const ExecOptions& options, std::size_t commands) {
  if (!options.once) return;
  if (commands != 1) throw UsageError{"--once: runs one command, and there are more"};
  check_formats_of_once(options.run.display);
  if (options.output != "null" && options.output != "inherit") {
    throw UsageError{"--output: changes nothing with --once; leave it out"};
  }
}

void set_output(PlannedCommand& command, const ExecOptions& options) {
  const std::string& output = options.output;
  if (output == "inherit" && !options.once) {
    throw UsageError{"--output inherit: many runs would write over the report; use --once, or --output FILE"};
  }
  command.reads_output = output == "pipe";
  if (output != "null" && output != "pipe" && output != "inherit") command.output = absolute_path(output);
}

/// At most `most_name_bytes` of it, whole characters.
std::string cut(std::string name) {
  constexpr unsigned char first_bits = 0xC0;
  constexpr unsigned char continuation = 0x80;
  if (name.size() <= most_name_bytes) return name;
  std::size_t end = most_name_bytes;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & first_bits) == continuation) --end;
  return name.substr(0, end) + "...";
}

/// "sort big.txt", short enough for a table, and with a number where an earlier one has the same.
std::string name_for(const std::string& wanted, const std::vector<PlannedVariant>& before) {
  std::string name = cut(printable(wanted));
  std::ranges::replace(name, '\n', ' ');
  const auto taken = [&](const std::string& text) {
    return std::ranges::any_of(before, [&](const PlannedVariant& each) { return each.id.name == text; });
  };
  std::string unique = name;
  for (int number = 2; taken(unique); ++number) unique = fmt::format("{} ({})", name, number);
  return unique;
}

/// A flag with each of its values; none where there is no value.
void add_flags(std::vector<std::string>& words, const std::string& flag, const std::vector<std::string>& values) {
  for (const std::string& value : values) {
    if (!value.empty()) words.push_back(fmt::format("{}={}", flag, value));
  }
}

/// The words of the command line that `run` does not share. A command after `--` comes last.
std::vector<std::string> words_of(const ExecOptions& options) {
  std::vector<std::string> words;
  add_flags(words, "--vs", options.rivals);
  add_flags(words, "--name", options.names);
  for (const ParameterValues& each : options.parameters) {
    words.insert(words.end(), {"--parameter-list", each.name, fmt::format("{}", fmt::join(each.values, ","))});
  }
  add_flags(words, "--shell", {options.shell.value_or("")});
  if (options.no_shell) words.emplace_back("--no-shell");
  add_flags(words, "--setup", {options.set_up});
  add_flags(words, "--prepare", {options.prepare});
  add_flags(words, "--conclude", {options.conclude});
  add_flags(words, "--cleanup", {options.clean_up});
  add_flags(words, "--input", {input_file(options.input)});
  if (options.output != "null") words.push_back("--output=" + options.output);
  if (options.warm_up_runs) words.push_back(fmt::format("--warmup={}", *options.warm_up_runs));
  if (options.ignores_failure) words.emplace_back("--ignore-failure");
  if (!options.ignored_codes.empty()) {
    words.push_back(fmt::format("--ignore-failure={}", fmt::join(options.ignored_codes, ",")));
  }
  words.insert(words.end(), options.commands.begin(), options.commands.end());
  if (!options.words.empty()) words.emplace_back("--");
  words.insert(words.end(), options.words.begin(), options.words.end());
  return words;
}

void add_once(std::vector<Command>& all, std::vector<std::string> arguments, const CommandPlace& place) {
  if (arguments.empty() || std::ranges::find(all, arguments, &Command::arguments) != all.end()) return;
  all.push_back({.arguments = std::move(arguments), .folder = place.folder, .environment = place.environment});
}

}  // namespace

CommandPlan plan_commands(const ExecOptions& options, const CommandPlace& place) {
  const std::vector<std::pair<Typed, Parameters>> typed = with_all_parameters(options);
  check_once(options, typed.size());
  CommandPlan plan;
  const auto needs_one = [](const auto& each) { return needs_shell(each.first); };
  plan.uses_shell = !options.no_shell && (options.shell || std::ranges::any_of(typed, needs_one));
  if (options.names.size() > typed.size()) {
    throw UsageError{fmt::format("--name: {} names for {} commands", options.names.size(), typed.size())};
  }
  PlannedCommand common;
  common.input = input_file(options.input);
  set_output(common, options);
  common.warm_up_runs = options.warm_up_runs.value_or(0);
  common.ignores_failure = options.ignores_failure;
  common.ignored_codes = options.ignored_codes;
  common.folder = place.folder;
  common.environment = place.environment;
  for (std::size_t i = 0; i < typed.size(); ++i) {
    const auto& [command, parameters] = typed[i];
    PlannedCommand planned = common;
    planned.arguments =
        plan.uses_shell ? through(options.shell.value_or(usual_shell), command.text) : without_shell(command, place);
    planned.prepare = beside(options, options.prepare, parameters);
    planned.conclude = beside(options, options.conclude, parameters);
    const std::string wanted = i < options.names.size() ? options.names[i] : command.text;
    plan.variants.push_back(
        {.id = {"command", name_for(wanted, plan.variants)}, .baseline = i == 0, .command = std::move(planned)});
    add_once(plan.set_up, beside(options, options.set_up, parameters), place);
    add_once(plan.clean_up, beside(options, options.clean_up, parameters), place);
  }
  return plan;
}

PlannedHotspot hotspot_of(const CommandPlan& commands) {
  PlannedHotspot hotspot;
  hotspot.id = commands_hotspot;
  hotspot.description = fmt::format("Whole commands, {}. CPU seconds are of all processes that were waited for.",
                                    commands.uses_shell ? "each run by a shell" : "run without a shell");
  hotspot.variants = commands.variants;
  hotspot.parallel = true;
  return hotspot;
}

std::vector<PlannedHotspot> hotspots_of(const CommandPlan& now, const CommandPlan& then, const std::string& reference) {
  std::vector<PlannedHotspot> hotspots;
  for (std::size_t i = 0; i < now.variants.size(); ++i) {
    PlannedHotspot hotspot = hotspot_of(now);
    if (now.variants.size() > 1) hotspot.id += fmt::format("/{}", i + 1);
    hotspot.description = fmt::format("{}, at two revisions. {}", now.variants[i].id.name, hotspot.description);
    PlannedVariant old = then.variants.at(i);
    old.id.name = old_name(now.variants[i].id.name, reference);
    old.baseline = true;
    hotspot.variants = {std::move(old), now.variants[i]};
    hotspot.variants.back().baseline = false;
    hotspots.push_back(std::move(hotspot));
  }
  return hotspots;
}

RunOptions measuring_of(const ExecOptions& options) {
  constexpr double longest_command_seconds = 3.6e6;
  RunOptions measuring = options.run;
  if (options.rounds) measuring.min_rounds = measuring.max_rounds = options.rounds;
  if (!measuring.worker_timeout_seconds) measuring.worker_timeout_seconds = longest_command_seconds;
  return measuring;
}

RunRequest request_of(const ExecOptions& options) {
  RunRequest request;
  request.require_measured = options.run.require_measured;
  request.allow_unoptimized = options.run.allow_unoptimized;
  request.max_other_load = options.run.max_other_load.value_or(request.max_other_load);
  request.exec_words = words_of(options);
  return request;
}

}  // namespace greenbench
