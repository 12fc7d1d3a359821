// The command line: argv in, options out. Parsing never does anything.
//
//   CommandLine line = parse_command_line({"--suite", "strings"});
//   if (line.text) { print(*line.text); return line.exit_code; }   // --help, --version
//   std::visit(execute, line.command);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "harness/command_line/command_app.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/options.hpp"

namespace greenbench {

struct CommandLine {
  TypedCommand command;
  std::optional<std::string> text;  ///< set when the answer is just text (--help, --version)
};

/// `arguments` without the program's name. Throws UsageError with one line saying which flag and why.
[[nodiscard]] CommandLine parse_command_line(std::vector<std::string> arguments);

}  // namespace greenbench
