#include "harness/command_line/command_line.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <sstream>
#include <string_view>

#include "harness/command_line/command_flags.hpp"
#include "harness/command_line/named_work.hpp"
#include "harness/command_line/short_help.hpp"
#include "results/text/display_text.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

/// One command of the program.
struct Subcommand {
  std::string_view name;
  std::string_view description;
  bool internal;  ///< a process that the program starts itself; not suggested to anybody
  /// Gives `command` the command's options and binds the flags to them.
  void (*add)(CLI::App& app, Command& command);
};

template <class Options, void (*add_flags)(CLI::App&, Options&)>
void add(CLI::App& app, Command& command) {
  add_flags(app, command.emplace<Options>());
}

constexpr std::array subcommands{
    Subcommand{"run", "Measure hotspots and compare their variants", false, add<RunOptions, add_run>},
    Subcommand{"exec", "Measure whole commands and compare them", false, add<ExecOptions, add_exec>},
    Subcommand{"list", "Suites, hotspots, variants and sizes", false, add<ListOptions, add_list>},
    Subcommand{"report", "Show a saved run again, in any format", false, add<ReportOptions, add_report>},
    Subcommand{"compare", "What got cheaper or dearer between two saved runs", false, add<CompareOptions, add_compare>},
    Subcommand{"claims", "What a saved run says to claims of documentation", false, add<ClaimsOptions, add_claims>},
    Subcommand{"docs", "Make the tables of documentation from saved runs", false, add<DocsOptions, add_docs>},
    Subcommand{"resume", "Continue an interrupted run", false, add<ResumeOptions, add_resume>},
    Subcommand{"doctor", "What can be measured here, and why not the rest", false, add<DoctorOptions, add_doctor>},
    Subcommand{"worker", "Internal: one measuring process", true, add<WorkerOptions, add_worker>},
    Subcommand{"server", "Internal: the HTTP server of one worker", true, add<ServerOptions, add_server>},
};

/// Descriptions of flags stay within the 80 columns of a terminal.
class WrappedHelp : public CLI::Formatter {
 public:
  [[nodiscard]] std::string make_option_desc(const CLI::Option* option) const override {
    const std::string description = CLI::Formatter::make_option_desc(option);
    std::string text;
    for (const std::string& line : wrap(description, {.width = terminal_width - get_column_width()})) {
      text += (text.empty() ? "" : "\n") + line;
    }
    return text;
  }

  /// CLI11 lists the flags that exclude one in the order of their addresses, which differs from run to run.
  [[nodiscard]] std::string make_option_opts(const CLI::Option* option) const override {
    std::string text = CLI::Formatter::make_option_opts(option);
    const std::size_t place = text.find(excludes);
    if (place == std::string::npos) return text;
    std::istringstream listed{text.substr(place + excludes.size())};
    std::vector<std::string> names{std::istream_iterator<std::string>{listed}, {}};
    std::ranges::sort(names);
    return fmt::format("{}{} {}", text.substr(0, place), excludes, fmt::join(names, " "));
  }

 private:
  static constexpr std::size_t terminal_width = 80;
  static constexpr std::string_view excludes = "Excludes:";
};

/// The options of all subcommands, in the order of the table.
using AllOptions = std::array<Command, subcommands.size()>;

void add_subcommands(CLI::App& app, AllOptions& options) {
  for (std::size_t i = 0; i < subcommands.size(); ++i) {
    const Subcommand& each = subcommands[i];
    each.add(*app.add_subcommand(std::string{each.name}, std::string{each.description}), options[i]);
  }
  app.require_subcommand(1);
  app.footer(
      "greenbench strings is short for greenbench run --suite strings.\n"
      "Exit codes: 0 done, 1 a gate failed, 2 wrong usage, 3 could not measure (or\n"
      "nothing to compare), 4 inconclusive where a gate demanded a verdict,\n"
      "130 interrupted (measurements are saved).");
}

Command chosen(const CLI::App& app, const AllOptions& options) {
  const auto given = [&app](const Subcommand& each) { return app.got_subcommand(std::string{each.name}); };
  const auto found = std::ranges::find_if(subcommands, given);
  return options[static_cast<std::size_t>(found - subcommands.begin())];
}

bool is_subcommand(std::string_view word) {
  return std::ranges::find(subcommands, word, &Subcommand::name) != subcommands.end();
}

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
  if (is_flag_of_run || (!is_subcommand(first) && names_work(first))) arguments.insert(arguments.begin(), "run");
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
  if (first.starts_with('-') || is_subcommand(first)) return;
  std::vector<std::string> known = bundled_suites();
  for (const Subcommand& each : subcommands) {
    if (!each.internal) known.emplace_back(each.name);
  }
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
  const std::string name = typed.substr(std::min(typed.size(), typed.find_first_not_of('-')));
  const auto meant = nearest_name(name, flags_of(command));
  if (meant) return fmt::format("unknown flag {}; did you mean --{}?", typed, *meant);
  return fmt::format("unknown flag {}; see greenbench{} --help", typed, where);
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
  if (arguments.empty()) return {WorkerOptions{}, std::string{short_help}};
  replace_help(arguments);
  insert_run(arguments);
  check_subcommand(arguments);
  std::vector<std::string> words = take_words_of_command(arguments);
  AllOptions options;
  CLI::App app{"greenbench measures the energy, time and power of competing implementations.", "greenbench"};
  app.set_version_flag("-v,-V,--version", "greenbench " GREENBENCH_VERSION);
  app.formatter(std::make_shared<WrappedHelp>());  // before the subcommands, which inherit it
  add_subcommands(app, options);
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
  Command command = chosen(app, options);
  if (auto* exec = std::get_if<ExecOptions>(&command)) exec->words = std::move(words);
  return {std::move(command), std::nullopt};
}

}  // namespace greenbench
