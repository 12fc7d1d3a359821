// The program: parse, execute, and turn what went wrong into one line and an exit code.
//
//   ignore_broken_pipes();
//   return static_cast<int>(run_program({"run", "--suite", "strings"}, find_installation));
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "harness/command_line/failure.hpp"
#include "harness/processes/installation.hpp"

namespace greenbench {

/// Called where a command needs to know; what it throws is said like everything else.
using FindInstallation = std::function<Installation()>;

/// `arguments` without the program's name. Nothing is thrown.
[[nodiscard]] ExitCode run_program(const std::vector<std::string>& arguments, const FindInstallation& find);

/// A reader that went away, and a file larger than the shell allows (ulimit -f), are errors of write(), with a message.
void ignore_broken_pipes();

}  // namespace greenbench
