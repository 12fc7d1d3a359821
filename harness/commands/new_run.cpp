#include "harness/commands/new_run.hpp"

#include <unistd.h>

#include <chrono>
#include <random>
#include <utility>

#include "harness/command_line/message.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/commands/finish_run.hpp"
#include "harness/controller/idle_watch.hpp"
#include "harness/controller/run_folder.hpp"
#include "harness/machine/build_info.hpp"

namespace greenbench {
namespace {

/// Of a run that cannot have one condition of a fair round.
constexpr const char* forked_workers_note =
    "its workers were forks of one process, so that memory layout and hash seed were the same in all rounds: what they "
    "change is not in the intervals";

std::uint64_t random_seed() {
  std::random_device device;
  return (std::uint64_t{device()} << 32U) | device();
}

void refuse_unoptimised_build(bool allowed) {
  if (allowed) return;
  if (const auto flaw = build_flaw()) {
    throw CannotMeasure{*flaw + "; its numbers would mislead. Build the release preset, or pass --allow-unoptimized"};
  }
}

void say_who_runs_workloads(const std::optional<WorkloadUser>& user, const RunOptions& options) {
  if (options.user || geteuid() != 0) return;
  if (user) return say("note: workloads run as {}, who called sudo; --user root runs them as root", user->name);
  say("warning: workloads run as root; --user NAME runs them as an ordinary user");
}

}  // namespace

void begin_run(NewRun& begun, const RunOptions& options) {
  refuse_unoptimised_build(options.allow_unoptimized);
  begun.run.greenbench_version = GREENBENCH_VERSION;
  begun.run.settings = overridden({}, options.analysis);
  begun.run.started_at = utc_text(std::chrono::system_clock::now());
  begun.seed = options.seed ? *options.seed : random_seed();
  begun.user = workload_user(options.user);
}

ExitCode measure_new_run(NewRun& begun, const PythonFacts& python, const RunOptions& options,
                         const Installation& installation) {
  Run& run = begun.run;
  if (begun.user) run.plan.user = begun.user->name;
  check_baseline(run.settings.baseline, run.plan);
  if (installation.forked.fork) run.plan.notes.emplace_back(forked_workers_note);
  if (const auto flaw = build_flaw()) run.plan.notes.push_back(*flaw);
  const std::vector<EnvironmentField> found = describe_environment(options.roots, python);
  run.environment.insert(run.environment.begin(), found.begin(), found.end());
  run.hotspots.resize(run.plan.hotspots.size());
  const IdleFinding idle = watch_idle(run.plan, idle_seconds(run.plan), begun.interrupt);
  run.idle.before = idle.power;
  allow_background(run.plan, idle);
  if (begun.interrupt.requested()) throw Interrupted{};
  const std::filesystem::path folder = create_run_folder(options.out, run.plan.suite_label, run.started_at);
  for (const std::string& note : run.plan.notes) say("note: {}", note);
  say_who_runs_workloads(begun.user, options);
  Journal journal = Journal::create(folder, run);
  const Finish finish{.folder = folder, .installation = installation, .display = options.display};
  return finish_run(run, std::move(journal), finish, begun.interrupt);
}

}  // namespace greenbench
