// The commands of the program with all their flags: what is parsed, and what the help, the man page and the completions
// of shells are made from.
//
//   CommandApp commands;
//   commands.app().parse(arguments);
//   std::visit(execute, commands.chosen());
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "harness/command_line/options.hpp"

namespace greenbench {

using TypedCommand =
    std::variant<RunOptions, ExecOptions, ListOptions, ReportOptions, CompareOptions, ClaimsOptions, CheckOptions,
                 InitOptions, DocsOptions, ResumeOptions, DoctorOptions, GenerateOptions, WorkerOptions, ServerOptions>;

class CommandApp {
 public:
  CommandApp();
  ~CommandApp() = default;
  CommandApp(const CommandApp&) = delete;
  CommandApp& operator=(const CommandApp&) = delete;

  [[nodiscard]] CLI::App& app() { return app_; }
  /// The options of the command that was parsed.
  [[nodiscard]] TypedCommand chosen() const;

 private:
  CLI::App app_;
  std::vector<TypedCommand> options_;  ///< of all commands; the flags are bound to them
};

[[nodiscard]] bool is_command(std::string_view word);
/// Without the processes that the program starts itself.
[[nodiscard]] std::vector<std::string> command_names();

}  // namespace greenbench
