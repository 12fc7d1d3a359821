#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <random>

#include "harness/command_line/message.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/finish_run.hpp"
#include "harness/controller/idle_watch.hpp"
#include "harness/controller/run_folder.hpp"
#include "harness/machine/build_info.hpp"
#include "harness/machine/environment.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/plan/selection.hpp"

namespace greenbench {
namespace {

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

ExitCode run_command(const RunOptions& options, const Installation& installation) {
  refuse_unoptimised_build(options.allow_unoptimized);
  Interrupt interrupt;
  Run run;
  run.greenbench_version = GREENBENCH_VERSION;
  run.settings = overridden({}, options.analysis);
  run.started_at = utc_text(std::chrono::system_clock::now());
  const std::optional<WorkloadUser> user = workload_user(options.user);
  // A control is measured in every run, asked for or not.
  const auto may_run = [&options](const HotspotInfo& info) {
    return is_asked_for(options, info.id) || suite_of(info.id) == "control";
  };
  const HotspotCatalog catalog =
      load_catalog(installation, {.user_files = options.files, .user = user, .looks_at = may_run}, interrupt);
  run.plan = make_plan(options, catalog, plan_energy(options), options.seed ? *options.seed : random_seed());
  if (user) run.plan.user = user->name;
  check_baseline(run.settings.baseline, run.plan);
  if (const auto flaw = build_flaw()) run.plan.notes.push_back(*flaw);
  run.environment = describe_environment(
      options.roots, {catalog.python_version, installation.python.string(), catalog.python_packages});
  run.hotspots.resize(run.plan.hotspots.size());
  const IdleFinding idle = watch_idle(run.plan, idle_seconds(run.plan), interrupt);
  run.idle.before = idle.power;
  allow_background(run.plan, idle);
  if (interrupt.requested()) throw Interrupted{};
  const std::filesystem::path folder = create_run_folder(options.out, run.plan.suite_label, run.started_at);
  for (const std::string& note : run.plan.notes) say("note: {}", note);
  say_who_runs_workloads(user, options);
  Journal journal = Journal::create(folder, run);
  const Finish finish{.folder = folder, .installation = installation, .display = options.display};
  return finish_run(run, std::move(journal), finish, interrupt);
}

}  // namespace greenbench
