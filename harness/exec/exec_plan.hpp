// From the options of `exec` to the variants of one hotspot: a command line each.
//
//   CommandPlan commands = plan_commands(options);
//   run.plan.hotspots = {hotspot_of(commands)};
//   for (const Command& each : commands.set_up) janitor.run(each, "--setup", &interrupt);
#pragma once

#include <string>
#include <vector>

#include "harness/command_line/options.hpp"
#include "results/model/run_request.hpp"
#include "results/model/schema.hpp"
#include "workloads/command/command.hpp"

namespace greenbench {

/// The id of the hotspot whose variants are commands.
inline constexpr const char* commands_hotspot = "exec/commands";

struct CommandPlan {
  std::vector<PlannedVariant> variants;  ///< the first is the baseline
  std::vector<Command> set_up = {};      ///< what runs once before everything (--setup)
  std::vector<Command> clean_up = {};    ///< and after it (--cleanup)
  bool uses_shell = false;
};

/// Where commands run, if not where this process does.
struct CommandPlace {
  std::string folder = {};
  std::vector<std::string> environment = {};  ///< NAME=value: what differs
};

/// All commands run without a shell, or all through one: its start would be in the numbers of those that use it. Throws
/// UsageError for a command that cannot be found, a file that is not there, and too many commands.
[[nodiscard]] CommandPlan plan_commands(const ExecOptions& options, const CommandPlace& place = {});

/// The hotspot; it may use every CPU.
[[nodiscard]] PlannedHotspot hotspot_of(const CommandPlan& commands);

/// One hotspot for each command: as it was at the other revision, which is the baseline, and as it is. Both plans come
/// from the same options.
[[nodiscard]] std::vector<PlannedHotspot> hotspots_of(const CommandPlan& now, const CommandPlan& then,
                                                      const std::string& reference);

/// How the commands are measured: as hotspots are, but that they may be silent for as long as they like.
[[nodiscard]] RunOptions measuring_of(const ExecOptions& options);

/// What was asked for, so that the report can say how to ask for it again.
[[nodiscard]] RunRequest request_of(const ExecOptions& options);

}  // namespace greenbench
