#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/new_run.hpp"
#include "harness/exec/exec_plan.hpp"
#include "harness/exec/run_once.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/processes/janitor.hpp"
#include "harness/revisions/old_tree.hpp"
#include "harness/revisions/repository.hpp"

namespace greenbench {
namespace {

/// Runs --setup now and --cleanup at the end, whatever happens in between. What --setup leaves running lives as long.
class Surrounded {
 public:
  Surrounded(const std::vector<CommandPlan>& plans, Interrupt* interrupt) {
    for (const CommandPlan& plan : plans) {
      if (!plan.set_up.empty() || !plan.clean_up.empty()) is_needed_ = true;
    }
    if (!is_needed_) return;
    janitor_.emplace(std::nullopt);
    for (const CommandPlan& plan : plans) {
      for (const Command& each : plan.clean_up) janitor_->at_end(each, "--cleanup");
    }
    for (const CommandPlan& plan : plans) {
      for (const Command& each : plan.set_up) janitor_->run(each, "--setup", interrupt);
    }
  }

 private:
  bool is_needed_ = false;
  std::optional<Janitor> janitor_;
};

ExitCode exec_once(const ExecOptions& options) {
  const CommandPlan commands = plan_commands(options);
  const Plan plan = plan_for(options.run, {hotspot_of(commands)}, plan_energy(options.run), 0);
  const Surrounded surrounded{{commands}, nullptr};
  const OnceResult once = run_once({.arguments = commands.variants.front().command->arguments, .inherits = true}, plan);
  say("{}", once_text(once, plan));
  return static_cast<ExitCode>(once.end.code);
}

}  // namespace

ExitCode exec_command(const ExecOptions& options, const Installation& installation) {
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
