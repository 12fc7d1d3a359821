// `greenbench check`: a saved run against a file of budgets.
#include <fmt/format.h>

#include <fstream>
#include <list>

#include "analysis/analyse.hpp"
#include "analysis/budgets/budgets.hpp"
#include "harness/command_line/message.hpp"
#include "harness/commands/commands.hpp"
#include "harness/commands/output.hpp"
#include "harness/controller/newest_run.hpp"
#include "harness/processes/child_process.hpp"
#include "results/budgets/budget_text.hpp"
#include "results/budgets/budget_writers.hpp"
#include "results/inputs/budget_file.hpp"
#include "results/store.hpp"

namespace greenbench {
namespace {

/// The runs that budgets are counted from, each read once.
class ReferenceRuns {
 public:
  ReferenceRuns(const std::vector<Budget>& budgets, const std::filesystem::path& file) {
    for (const Budget& budget : budgets) {
      const std::string& path = budget.reference.run;
      if (path.empty() || named_.contains(path)) continue;
      // A path in a file means the same wherever the program is called from.
      runs_.push_back(load_run(file.parent_path() / path));
      named_.try_emplace(path, NamedRun{runs_.back(), path});
    }
  }
  [[nodiscard]] const SavedRuns& named() const { return named_; }

 private:
  std::list<Run> runs_;  ///< stay where they are
  SavedRuns named_;
};

ExitCode exit_code_of_budgets(const BudgetReport& report) {
  switch (outcome_of(report)) {
    case BudgetOutcome::exceeded:
      return ExitCode::gate_failed;
    case BudgetOutcome::failed:
      return ExitCode::cannot_measure;
    case BudgetOutcome::undecided:
      return ExitCode::inconclusive;
    case BudgetOutcome::within:
      break;
  }
  return ExitCode::done;
}

/// GitHub shows what a step appends to this file on the page of the workflow. Without it the annotations remain.
void append_step_summary(const BudgetReport& report) {
  const auto path = environment_variable("GITHUB_STEP_SUMMARY");
  if (!path || path->empty()) return;
  std::ofstream summary{std::filesystem::path{*path}, std::ios::app | std::ios::binary};
  summary << find_budget_writer("markdown")->write(report, {}) << '\n' << std::flush;
  if (!summary) say("note: GITHUB_STEP_SUMMARY: {} cannot be written; the summary is left out", *path);
}

}  // namespace

ExitCode check_command(const CheckOptions& options) {
  const std::vector<Budget> budgets = read_budget_file(options.budgets);
  const ReferenceRuns references{budgets, options.budgets};
  const std::filesystem::path folder = run_or_newest(options.run);
  const Run run = load_run(folder);
  const BudgetReport report =
      check_budgets({budgets, options.budgets.string()}, {run, folder.string()},
                    analyse(run, overridden(run.settings, options.analysis)), references.named());
  show_budgets(report, options.display);
  if (options.display.format == "github") append_step_summary(report);
  const ExitCode code = exit_code_of_budgets(report);
  if (code != ExitCode::done) say("{}", budget_count_sentence(report));
  return code;
}

}  // namespace greenbench
