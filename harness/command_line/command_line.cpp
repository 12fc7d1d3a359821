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
      "greenbench --suite strings is short for greenbench run --suite strings.\n"
      "Exit codes: 0 done, 1 a gate failed, 2 wrong usage, 3 could not measure (or\n"
      "nothing to compare), 4 inconclusive where a gate demanded a verdict,\n"
      "130 interrupted (measurements are saved).");
}

Command chosen(const CLI::App& app, const AllOptions& options) {
  const auto given = [&app](const Subcommand& each) { return app.got_subcommand(std::string{each.name}); };
  const auto found = std::ranges::find_if(subcommands, given);
  return options[static_cast<std::size_t>(found - subcommands.begin())];
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
  if (std::ranges::find(subcommands, first, &Subcommand::name) != subcommands.end()) return;
  std::vector<std::string> known;
  for (const Subcommand& each : subcommands) {
    if (!each.internal) known.emplace_back(each.name);
  }
  throw UsageError{"unknown command '" + first + "'" + did_you_mean(first, known)};
}

}  // namespace

CommandLine parse_command_line(std::vector<std::string> arguments) {
  insert_run(arguments);
  check_subcommand(arguments);
  AllOptions options;
  CLI::App app{"greenbench measures the energy, time and power of competing implementations.", "greenbench"};
  app.set_version_flag("--version", "greenbench " GREENBENCH_VERSION);
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
  } catch (const CLI::ParseError& error) {
    throw UsageError{one_line(error.what())};
  }
  return {chosen(app, options), std::nullopt};
}

}  // namespace greenbench
