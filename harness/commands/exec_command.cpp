#include <unistd.h>

#include <algorithm>

#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/commands/output.hpp"
#include "harness/exec/exec_plan.hpp"
#include "harness/exec/run_once.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/plan/probe_inputs.hpp"
#include "harness/processes/janitor.hpp"
#include "harness/revisions/old_tree.hpp"
#include "harness/revisions/repository.hpp"
#include "harness/watch/named_processes.hpp"
#include "harness/watch/watch_report.hpp"
#include "results/files/atomic_file.hpp"

namespace greenbench {
namespace {

/// Runs --setup now and --cleanup at the end, whatever happens in between. What --setup leaves running lives as long.
class Surrounded {
 public:
  Surrounded(const std::vector<CommandPlan>& plans, Interrupt* interrupt) {
    const auto has_any = [](const CommandPlan& plan) { return !plan.set_up.empty() || !plan.clean_up.empty(); };
    if (std::ranges::none_of(plans, has_any)) return;
    janitor_.emplace(std::nullopt);
    for (const CommandPlan& plan : plans) {
      for (const Command& each : plan.clean_up) janitor_->at_end(each, "--cleanup");
    }
    for (const CommandPlan& plan : plans) {
      for (const Command& each : plan.set_up) janitor_->run(each, "--setup", interrupt);
    }
  }

 private:
  std::optional<Janitor> janitor_;
};

ExitCode exec_once(const ExecOptions& options) {
  const CommandPlan commands = plan_commands(options);
  const Plan plan = plan_for(options.run, {hotspot_of(commands)}, plan_energy(options.run), 0);
  const Surrounded surrounded{{commands}, nullptr};
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
  if (options.once) return exec_once(options);
  NewRun begun;
  begin_run(begun, options.run);
  const RunOptions measuring = measuring_of(options);
  const std::unique_ptr<OldTree> old = open_old_tree(options.run, std::filesystem::current_path(), begun.interrupt);
  std::vector<CommandPlan> commands{plan_commands(options)};
  std::vector<PlannedHotspot> hotspots{hotspot_of(commands.front())};
  if (old) {
    commands.push_back(plan_commands(options, {old->current_folder().string(), old->environment()}));
    hotspots = hotspots_of(commands[0], commands[1], old->revisions().reference);
  }
  begun.run.plan = plan_for(measuring, std::move(hotspots), plan_energy(measuring), begun.seed);
  begun.run.plan.request = request_of(options);
  if (old) add_revisions(begun.run.plan, old->revisions());
  const Surrounded surrounded{commands, &begun.interrupt};
  return measure_new_run(begun, {{}, installation.python.string(), {}}, measuring, installation);
}

}  // namespace greenbench
