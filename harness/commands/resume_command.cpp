#include <fmt/format.h>

#include "analysis/runs/environment_difference.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/message.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/finish_run.hpp"
#include "harness/controller/newest_run.hpp"
#include "harness/controller/trust.hpp"
#include "harness/machine/environment.hpp"

namespace greenbench {

ExitCode resume_command(const ResumeOptions& options, const Installation& installation) {
  const std::filesystem::path folder = run_or_newest(options.folder);
  ResumedRun resumed = read_journal(folder);
  Run& run = resumed.run;
  if (run.plan.revisions) {
    throw UsageError{folder.string() + ": the files of the other revision are gone since the run ended; measure again"};
  }
  if (!options.trust) refuse_strangers(folder, run, installation, options.roots);
  run.settings = overridden(run.settings, options.analysis);
  check_baseline(options.analysis.chosen_baseline(), run.plan);
  Interrupt interrupt;
  const std::vector<EnvironmentField> now =
      describe_environment({run.plan.sysfs, run.plan.procfs, run.plan.devfs}, python_of(run.environment));
  for (const FieldChange& change : environment_difference(run.environment, now)) {
    const std::string text = fmt::format("{} was {} and is now {}", change.key, change.before.value_or("unknown"),
                                         change.after.value_or("unknown"));
    say("note: since the run began, {}", text);
    run.plan.notes.push_back("resumed after a change: " + text);
  }
  Journal journal = Journal::reopen(folder, resumed);
  const Finish finish{.folder = folder, .installation = installation, .display = options.display};
  return finish_run(run, std::move(journal), finish, interrupt);
}

}  // namespace greenbench
