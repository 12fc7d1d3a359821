#include "harness/command_line/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>

#include "harness/command_line/command_app.hpp"
#include "harness/command_line/command_flags.hpp"
#include "harness/command_line/named_work.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

/// What the program says to somebody who typed its name alone.
constexpr std::string_view short_help =
    "greenbench measures the energy, time and power of competing implementations.\n"
    "\n"
    "  greenbench doctor               what can be measured here, and why not the rest\n"
    "  greenbench list                 suites and hotspots\n"
    "  greenbench run strings --quick  a preview of a suite, in about a minute\n"
    "  greenbench run mine.py          the hotspots of your own file\n"
    "  greenbench exec -- COMMAND      a whole command, with all its processes\n"
    "  greenbench report               the newest saved run again\n"
    "  greenbench compare OLD NEW      what changed between two saved runs\n"
    "\n"
    "Every command and flag: greenbench --help, greenbench help run\n";

/// `greenbench help run` means `greenbench run --help`.
void replace_help(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "help") return;
  arguments.erase(arguments.begin());
  arguments.emplace_back("--help");
}

/// `greenbench --suite strings` and `greenbench strings` mean `greenbench run --suite strings`.
void insert_run(std::vector<std::string>& arguments) {
  if (arguments.empty()) return;
  const std::string& first = arguments.front();
  const bool is_flag_of_run = first.starts_with("--") && first != "--help" && first != "--version";
  if (is_flag_of_run || (!is_command(first) && names_work(first))) arguments.insert(arguments.begin(), "run");
}

/// `greenbench exec -- sort -k 2`: what follows the dashes is the command's own.
std::vector<std::string> take_words_of_command(std::vector<std::string>& arguments) {
  if (arguments.empty() || arguments.front() != "exec") return {};
  const auto dashes = std::ranges::find(arguments, "--");
  if (dashes == arguments.end()) return {};
  std::vector<std::string> words{dashes + 1, arguments.end()};
  arguments.erase(dashes, arguments.end());
  return words;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// CLI11 would say "run is required" or list extras; say what a person can act on.
void check_subcommand(const std::vector<std::string>& arguments) {
  const std::string& first = arguments.front();
  if (first.starts_with('-') || is_command(first)) return;
  std::vector<std::string> known = bundled_suites();
  std::ranges::copy(command_names(), std::back_inserter(known));
  const std::string meant = did_you_mean(first, known);
  throw UsageError{fmt::format("unknown command '{}'{}", first, meant.empty() ? "; see greenbench --help" : meant)};
}

/// The names of a command's flags, without dashes.
std::vector<std::string> flags_of(const CLI::App& command) {
  std::vector<std::string> flags;
  for (const CLI::Option* option : command.get_options()) {
    std::ranges::copy(option->get_lnames(), std::back_inserter(flags));
  }
  return flags;
}

/// What to say of arguments that no option takes. CLI11 would list them.
std::string extra_argument(const CLI::App& app) {
  const auto chosen_apps = app.get_subcommands();
  const CLI::App& command = chosen_apps.empty() ? app : *chosen_apps.front();
  const std::vector<std::string> extras = app.remaining(true);
  const auto flag = std::ranges::find_if(extras, [](const std::string& word) { return word.starts_with('-'); });
  const std::string where = chosen_apps.empty() ? "" : " " + command.get_name();
  if (flag == extras.end()) {
    return fmt::format("{} is one argument too many; see greenbench{} --help", fmt::join(extras, " "), where);
  }
  const std::string typed = flag->substr(0, flag->find('='));
  if (command.get_name() == "exec") {
    if (const auto remedy = remedy_for_foreign_flag(typed)) return fmt::format("unknown flag {}; {}", typed, *remedy);
  }
  const std::string name = typed.substr(std::min(typed.size(), typed.find_first_not_of('-')));
  // Of a single letter every short name is near.
  const auto meant = name.size() > 1 ? nearest_name(name, flags_of(command)) : std::nullopt;
  if (meant) return fmt::format("unknown flag {}; did you mean --{}?", typed, *meant);
  return fmt::format("unknown flag {}; see greenbench{} --help", typed, where);
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
  if (arguments.empty()) return {WorkerOptions{}, std::string{short_help}};
  replace_help(arguments);
  insert_run(arguments);
  check_subcommand(arguments);
  const std::vector<std::string> words = take_words_of_command(arguments);
  CommandApp commands;
  CLI::App& app = commands.app();
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(arguments);
  } catch (const CLI::CallForHelp&) {
    const auto chosen_apps = app.get_subcommands();
    return {WorkerOptions{}, chosen_apps.empty() ? app.help() : chosen_apps.front()->help("greenbench")};
  } catch (const CLI::CallForVersion& version) {
    return {WorkerOptions{}, std::string{version.what()} + "\n"};
  } catch (const CLI::ExtrasError&) {
    throw UsageError{one_line(extra_argument(app))};
  } catch (const CLI::ParseError& error) {
    throw UsageError{one_line(error.what())};
  }
  TypedCommand command = commands.chosen();
  if (auto* exec = std::get_if<ExecOptions>(&command)) exec->words = words;
  return {std::move(command), std::nullopt};
}

}  // namespace greenbench
