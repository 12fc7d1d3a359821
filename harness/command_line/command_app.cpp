#include "harness/command_line/command_app.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <memory>
#include <sstream>

#include "harness/command_line/command_flags.hpp"
#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

/// One command of the program.
struct Subcommand {
  std::string_view name;
  std::string_view description;
  bool internal;  ///< a process that the program starts itself; not suggested to anybody
  /// Gives `command` the command's options and binds the flags to them.
  void (*add)(CLI::App& app, TypedCommand& command);
};

template <class Options, void (*add_flags)(CLI::App&, Options&)>
void add(CLI::App& app, TypedCommand& command) {
  add_flags(app, command.emplace<Options>());
}

constexpr std::array subcommands{
    Subcommand{"run", "Measure hotspots and compare their variants", false, add<RunOptions, add_run>},
    Subcommand{"exec", "Measure whole commands and compare them", false, add<ExecOptions, add_exec>},
    Subcommand{"list", "Suites, hotspots, variants and sizes", false, add<ListOptions, add_list>},
    Subcommand{"report", "Show a saved run again, in any format", false, add<ReportOptions, add_report>},
    Subcommand{"compare", "What got cheaper or dearer between two saved runs", false, add<CompareOptions, add_compare>},
    Subcommand{"claims", "What a saved run says to claims of documentation", false, add<ClaimsOptions, add_claims>},
    Subcommand{"check", "Judge a saved run by budgets of energy, time and memory", false, add<CheckOptions, add_check>},
    Subcommand{"init", "Write a file of budgets to begin with", false, add<InitOptions, add_init>},
    Subcommand{"docs", "Make the tables of documentation from saved runs", false, add<DocsOptions, add_docs>},
    Subcommand{"resume", "Continue an interrupted run", false, add<ResumeOptions, add_resume>},
    Subcommand{"doctor", "What can be measured here, and why not the rest", false, add<DoctorOptions, add_doctor>},
    Subcommand{"generate", "Print the man page, or completions for a shell", false, add<GenerateOptions, add_generate>},
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

}  // namespace

CommandApp::CommandApp()
    : app_{"greenbench measures the energy, time and power of competing implementations.", "greenbench"},
      options_(subcommands.size()) {
  app_.set_version_flag("-v,-V,--version", "greenbench " GREENBENCH_VERSION);
  app_.formatter(std::make_shared<WrappedHelp>());  // before the subcommands, which inherit it
  for (std::size_t i = 0; i < subcommands.size(); ++i) {
    const Subcommand& each = subcommands[i];
    each.add(*app_.add_subcommand(std::string{each.name}, std::string{each.description}), options_[i]);
  }
  app_.require_subcommand(1);
  app_.footer(
      "greenbench strings is short for greenbench run --suite strings.\n"
      "Exit codes: 0 done, 1 a gate failed, 2 wrong usage, 3 could not measure (or\n"
      "nothing to compare), 4 inconclusive where a gate demanded a verdict,\n"
      "130 interrupted (measurements are saved).");
}

TypedCommand CommandApp::chosen() const {
  const auto given = [this](const Subcommand& each) { return app_.got_subcommand(std::string{each.name}); };
  const auto found = std::ranges::find_if(subcommands, given);
  return options_[static_cast<std::size_t>(found - subcommands.begin())];
}

bool is_command(std::string_view word) {
  return std::ranges::find(subcommands, word, &Subcommand::name) != subcommands.end();
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const Subcommand& each : subcommands) {
    if (!each.internal) names.emplace_back(each.name);
  }
  return names;
}

}  // namespace greenbench
