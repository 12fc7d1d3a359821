// From the options of `exec` to the variants of one hotspot: a command line each.
//
//   CommandPlan commands = plan_commands(options);
//   run.plan.hotspots = {hotspot_of(commands)};
//   for (const std::vector<std::string>& each : commands.set_up) run_beside(each);
#pragma once

#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "results/model/run_request.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// The id of the hotspot whose variants are commands.
inline constexpr const char* commands_hotspot = "exec/commands";

struct CommandPlan {
  std::vector<PlannedVariant> variants;                 ///< the first is the baseline
  std::vector<std::vector<std::string>> set_up = {};    ///< command lines that run once before everything (--setup)
  std::vector<std::vector<std::string>> clean_up = {};  ///< and after it (--cleanup)
  bool uses_shell = false;
};

/// All commands run without a shell, or all through one: its start would be in the numbers of those that use it. Throws
/// UsageError for a command that cannot be found, a file that is not there, and too many commands.
[[nodiscard]] CommandPlan plan_commands(const ExecOptions& options);

/// The hotspot; it may use every CPU.
[[nodiscard]] PlannedHotspot hotspot_of(const CommandPlan& commands);

/// How the commands are measured: as hotspots are, but that they may be silent for as long as they like.
[[nodiscard]] RunOptions measuring_of(const ExecOptions& options);

/// What was asked for, so that the report can say how to ask for it again.
[[nodiscard]] RunRequest request_of(const ExecOptions& options);

}  // namespace greenbench
