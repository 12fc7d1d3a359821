#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/exec/exec_plan.hpp"
#include "harness/exec/run_once.hpp"
#include "harness/plan/plan_builder.hpp"
#include "results/files/atomic_file.hpp"

namespace greenbench {
namespace {

using CommandLines = std::vector<std::vector<std::string>>;

void run_each(const CommandLines& lines, const std::string& flag) {
  for (const std::vector<std::string>& line : lines) run_beside(line, flag);
}

/// Runs --cleanup, whatever happens in between.
class CleaningUp {
 public:
  explicit CleaningUp(CommandLines lines) : lines_(std::move(lines)) {}
  ~CleaningUp() {
    try {
      run_each(lines_, "--cleanup");
    } catch (const std::exception& error) {
      say("warning: {}", error.what());
    }
  }
  CleaningUp(const CleaningUp&) = delete;
  CleaningUp& operator=(const CleaningUp&) = delete;

 private:
  CommandLines lines_;
};

ExitCode exec_once(const CommandPlan& commands, const ExecOptions& options) {
  const Plan plan = plan_for(options.run, hotspot_of(commands), plan_energy(options.run), 0);
  run_each(commands.set_up, "--setup");
  const CleaningUp cleaning{commands.clean_up};
  const Command command{.arguments = commands.variants.front().command->arguments, .inherits = true};
  const OnceResult once = run_once(command, plan);
  const std::string json = once_json(once, command, plan) + "\n";
  // Standard output is the command's own.
  if (options.run.display.format == "json") {
    write_message(json);
  } else {
    say("{}", once_text(once, plan));
  }
  for (const Export& each : options.run.display.exports) write_file_atomically(each.file, json);
  return static_cast<ExitCode>(once.end.code);
}

}  // namespace

ExitCode exec_command(const ExecOptions& options, const Installation& installation) {
  const CommandPlan commands = plan_commands(options);
  if (options.once) return exec_once(commands, options);
  NewRun begun;
  begin_run(begun, options.run);
  const RunOptions measuring = measuring_of(options);
  begun.run.plan = plan_for(measuring, hotspot_of(commands), plan_energy(measuring), begun.seed);
  begun.run.plan.request = request_of(options);
  run_each(commands.set_up, "--setup");
  const CleaningUp cleaning{commands.clean_up};
  return measure_new_run(begun, {{}, installation.python.string(), {}}, measuring, installation);
}

}  // namespace greenbench
