// What the increases of budgets are counted from: a baseline of the run, or another run.
//
//   BudgetReferences references{"energy.toml", run, report, saved_runs};
//   const JudgedRun& judged = references.judged_against(budget);    // its comparisons have the budget's baseline
//   const SavedReference& before = references.saved(budget);
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>

#include "analysis/budgets/budget_costs.hpp"
#include "analysis/budgets/budgets.hpp"
#include "analysis/budgets/saved_reference.hpp"

namespace greenbench {

/// A run as it is judged against one choice of baselines, with what its costs come from.
class JudgedRun {
 public:
  /// Both must outlive it.
  JudgedRun(const Run& run, const Report& report) : report_(&report), costs_(run, report) {}

  [[nodiscard]] const Report& report() const { return *report_; }
  [[nodiscard]] const CostSource& costs() const { return costs_; }

  /// What the target is compared with; empty where its language's baseline was left out.
  [[nodiscard]] std::optional<BudgetTarget> baseline_of(BudgetTarget target) const;

  /// Null where no round measured both.
  [[nodiscard]] const Comparison* comparison_of(BudgetTarget target) const;

  /// Why the target was not measured to its end; empty where it was.
  [[nodiscard]] std::optional<std::string> failure_of(BudgetTarget target) const;

 private:
  const Report* report_;
  CostSource costs_;
};

class BudgetReferences {
 public:
  /// All must outlive it.
  BudgetReferences(const std::string& file, const NamedRun& run, const Report& report, const SavedRuns& saved_runs);

  [[nodiscard]] const JudgedRun& as_judged() const { return as_judged_; }
  /// Empty where the run compares no revisions.
  [[nodiscard]] const std::optional<std::string>& old_revision() const { return old_revision_; }

  /// The run with the baseline that the budget names. Throws DocumentError where it wants revisions and has none.
  [[nodiscard]] const JudgedRun& judged_against(const Budget& budget);

  /// Throws DocumentError where the saved run was not read.
  [[nodiscard]] const SavedReference& saved(const Budget& budget);

  /// "main", "python:concat": what an increase of the target is counted from, within the run.
  [[nodiscard]] std::string text_of(const Budget& budget, BudgetTarget target) const;

 private:
  struct OtherBaseline {
    std::unique_ptr<Report> report;  ///< stays where it is
    std::optional<JudgedRun> judged;
  };

  const std::string* file_;
  const NamedRun* run_;
  const SavedRuns* saved_runs_;
  JudgedRun as_judged_;
  std::optional<std::string> old_revision_;
  std::map<std::string, OtherBaseline> others_;  ///< by the baseline's name
  std::map<std::string, SavedReference> saved_;  ///< by the path in the file
};

}  // namespace greenbench
