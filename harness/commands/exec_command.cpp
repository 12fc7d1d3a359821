#include <unistd.h>

#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/commands/output.hpp"
#include "harness/exec/exec_plan.hpp"
#include "harness/exec/run_once.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/plan/probe_inputs.hpp"
#include "harness/watch/named_processes.hpp"
#include "harness/watch/watch_report.hpp"
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
  const OnceResult once = run_once({.arguments = commands.variants.front().command->arguments, .inherits = true}, plan);
  say("{}", once_text(once, plan));
  return static_cast<ExitCode>(once.end.code);
}

void show(const WatchResult& watched, const Display& display) {
  constexpr int width_without_terminal = 80;
  const std::string json = json_text(to_json(watched), 2) + "\n";
  const WriteOptions as_wide{.width = terminal_columns(STDOUT_FILENO).value_or(width_without_terminal)};
  print_text(display.format == "json" ? json : watch_text(watched, as_wide));
  for (const Export& each : display.exports) write_file_atomically(each.file, json);
}

ExitCode exec_watch(const ExecOptions& options) {
  constexpr double usual_seconds = 10.0;
  if (!options.words.empty()) throw UsageError{"--pid: watches what runs already; name no command beside it"};
  check_roots(options.run.roots);
  const WatchRequest request{.processes = named_processes(options.watch, options.run.roots.procfs),
                             .with_descendants = options.watch.children,
                             .duration = Seconds{options.watch.seconds.value_or(usual_seconds)}};
  const WatchResult watched = watch(request, plan_for(options.run, {}, plan_energy(options.run), 0));
  show(watched, options.run.display);
  if (watched.end == WatchEnd::interrupted) return ExitCode::interrupted;
  return std::holds_alternative<EnergyUse>(watched.energy) ? ExitCode::done : ExitCode::cannot_measure;
}

}  // namespace

ExitCode exec_command(const ExecOptions& options, const Installation& installation) {
  if (!options.watch.processes.empty()) return exec_watch(options);
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
