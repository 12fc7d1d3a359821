#include "analysis/budgets/budgets.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "analysis/budgets/budget_references.hpp"
#include "analysis/budgets/budget_targets.hpp"
#include "analysis/budgets/settled_finding.hpp"
#include "analysis/verdicts/family.hpp"
#include "results/model/name_pattern.hpp"
#include "results/model/planned_hotspot.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

/// What concerns single hotspots stands in the run's own report.
bool concerns_all_budgets(const Warning& warning) {
  return warning.code == "control_excludes_one" || warning.code == "interrupted" || warning.code == "quick_preview";
}

/// Measured or left out; a hotspot that does not know the variant is not meant.
bool may_have(const PlannedHotspot& hotspot, const VariantId& id) {
  return has_variant(hotspot, id) || std::ranges::find(hotspot.left_out, id, &LeftOut::id) != hotspot.left_out.end();
}

class BudgetChecker {
 public:
  BudgetChecker(const NamedBudgets& budgets, const NamedRun& run, const Report& report, const SavedRuns& saved_runs)
      : file_(budgets.file),
        run_(run),
        references_(budgets.file, run, report, saved_runs),
        doubt_(doubt_of_run(report)) {}

  void check(const Budget& budget) {
    const auto first = static_cast<std::ptrdiff_t>(findings_.size());
    const BudgetTargets targets = targets_of(budget, file_, run_.run.plan);
    take_left_out(budget, targets);
    for (const BudgetTarget target : targets.planned) {
      for (const BudgetLimit& limit : budget.limits) judge(budget, target, limit);
    }
    if (budget.reference.kind == ReferenceKind::saved_run) take_missing(budget);
    const bool has_increases = budget.reference.kind != ReferenceKind::none;
    const bool found = std::any_of(findings_.begin() + first, findings_.end(),
                                   [&](const BudgetFinding& each) { return each.limit.increase || !has_increases; });
    if (!found) fail_without_finding(budget);
  }

  [[nodiscard]] BudgetReport take() && {
    const Report& report = references_.as_judged().report();
    BudgetReport result{.file = file_,
                        .run = identity_of(run_),
                        .settings = report.settings,
                        .provenance = report.provenance,
                        .findings = std::move(findings_),
                        .not_checked = std::move(not_checked_),
                        .warnings = {}};
    std::ranges::copy_if(report.warnings, std::back_inserter(result.warnings), concerns_all_budgets);
    return result;
  }

 private:
  [[nodiscard]] const PlannedHotspot& planned(BudgetTarget target) const {
    return run_.run.plan.hotspots[target.hotspot];
  }

  BudgetFinding& add(const Budget& budget, const PlannedHotspot& hotspot, const VariantId& id, const BudgetLimit& limit,
                     std::string reference = "") {
    findings_.push_back({.budget = budget.name,
                         .line = budget.line,
                         .hotspot = hotspot.id,
                         .size = hotspot.size,
                         .variant = id,
                         .limit = limit,
                         .reference = std::move(reference)});
    return findings_.back();
  }

  /// What a name means has to be there; what a pattern means is told where it is not, unless nothing else is meant.
  void take_left_out(const Budget& budget, const BudgetTargets& targets) {
    const bool has_to_be_there = !is_pattern(budget.variant) || targets.planned.empty();
    for (const auto& [hotspot, left_out] : targets.left_out) {
      const PlannedHotspot& where = run_.run.plan.hotspots[hotspot];
      if (!has_to_be_there) {
        not_checked_.push_back(
            fmt::format("{}: {}, {}: {}", budget.name, where.id, left_out->id.text(), left_out->reason));
        continue;
      }
      for (const BudgetLimit& limit : budget.limits) {
        fail_finding(add(budget, where, left_out->id, limit), "left out of this run: " + left_out->reason);
      }
    }
  }

  void judge(const Budget& budget, BudgetTarget target, const BudgetLimit& limit) {
    if (!limit.increase) {
      judge_amount(budget, target, limit);
    } else if (budget.reference.kind == ReferenceKind::saved_run) {
      judge_against_run(budget, target, limit);
    } else {
      judge_against_baseline(budget, target, limit);
    }
  }

  void judge_amount(const Budget& budget, BudgetTarget target, const BudgetLimit& limit) {
    const PlannedVariant& variant = planned(target).variants[target.variant];
    // Nobody can change what the old revision costs.
    if (references_.old_revision() && variant.baseline) return;
    BudgetFinding& finding = add(budget, planned(target), variant.id, limit);
    const JudgedRun& judged = references_.as_judged();
    if (const auto failure = judged.failure_of(target)) return fail_finding(finding, *failure);
    conclude(finding, budget, target, judged.costs().amount(target, limit.metric));
  }

  void judge_against_run(const Budget& budget, BudgetTarget target, const BudgetLimit& limit) {
    const SavedReference& reference = references_.saved(budget);
    const PlannedVariant& variant = planned(target).variants[target.variant];
    BudgetFinding& finding = add(budget, planned(target), variant.id, limit, reference.name());
    if (const auto failure = references_.as_judged().failure_of(target)) return fail_finding(finding, *failure);
    conclude(finding, budget, target, reference.increase(target, limit.metric));
  }

  void judge_against_baseline(const Budget& budget, BudgetTarget target, const BudgetLimit& limit) {
    const PlannedHotspot& where = planned(target);
    if (budget.reference.kind == ReferenceKind::variant && !may_have(where, budget.reference.variant)) return;
    const JudgedRun& judged = references_.judged_against(budget);
    const PlannedVariant& variant = where.variants[target.variant];
    if (is_baseline(variant, where, judged.report().settings.baseline)) return;
    BudgetFinding& finding = add(budget, where, variant.id, limit, references_.text_of(budget, target));
    if (const auto failure = failure_of_pair(judged, budget, target)) return fail_finding(finding, *failure);
    conclude(finding, budget, target, judged.costs().increase(target, *judged.comparison_of(target), limit.metric));
  }

  /// Why a target cannot be compared with its baseline; empty where it can.
  [[nodiscard]] std::optional<std::string> failure_of_pair(const JudgedRun& judged, const Budget& budget,
                                                           BudgetTarget target) const {
    if (auto failure = judged.failure_of(target)) return failure;
    const PlannedHotspot& where = planned(target);
    const bool lacks_named =
        budget.reference.kind == ReferenceKind::variant && !has_variant(where, budget.reference.variant);
    const std::optional<BudgetTarget> baseline = judged.baseline_of(target);
    if (!baseline || lacks_named) {
      return fmt::format("{} was left out of this run", references_.text_of(budget, target));
    }
    if (const auto failure = judged.failure_of(*baseline)) {
      return fmt::format("{} failed: {}", where.variants[baseline->variant].id.text(), *failure);
    }
    if (judged.comparison_of(target) == nullptr) return "no round measured it and its baseline";
    return std::nullopt;
  }

  void conclude(BudgetFinding& finding, const Budget& budget, BudgetTarget target, const BudgetCost& cost) const {
    settle(finding, cost,
           {.hotspot = references_.as_judged().report().hotspots[target.hotspot],
            .limits = run_.run.plan.limits,
            .estimates_decide = budget.estimated,
            .doubt_of_run = doubt_});
  }

  /// What the saved run had and this one has not would otherwise pass unseen.
  void take_missing(const Budget& budget) {
    const SavedReference& reference = references_.saved(budget);
    for (const auto& [hotspot, id] : reference.missing()) {
      const bool is_meant = matches_pattern(budget.hotspot, hotspot->id) && matches_variant(budget.variant, *id);
      if (!is_meant || (is_control(hotspot->id) && !is_control(budget.hotspot))) continue;
      for (const BudgetLimit& limit : budget.limits) {
        if (!limit.increase) continue;
        leave_open(add(budget, *hotspot, *id, limit, reference.name()),
                   {.reason = "in the saved run, but not in this one",
                    .remedy = fmt::format("Measure it, or make {} anew where it is gone for good.", reference.name())});
      }
    }
  }

  [[noreturn]] void fail_without_finding(const Budget& budget) const {
    if (budget.reference.kind != ReferenceKind::variant) {
      fail_at_budget(budget, file_,
                     fmt::format("variant: '{}' matches baselines only, which are compared with nothing; name another "
                                 "variant, or limit amounts (max_seconds, max_joules)",
                                 budget.variant));
    }
    std::vector<std::string> known;
    for (const PlannedHotspot& hotspot : run_.run.plan.hotspots) {
      for (const PlannedVariant& each : hotspot.variants) known.push_back(each.id.text());
    }
    const std::string name = budget.reference.variant.text();
    fail_at_budget(budget, file_,
                   fmt::format("against: nothing else that the budget names was measured beside {}{}", name,
                               std::ranges::find(known, name) == known.end() ? did_you_mean(name, known) : ""));
  }

  const std::string& file_;
  const NamedRun& run_;
  BudgetReferences references_;
  std::optional<Obstacle> doubt_;
  std::vector<BudgetFinding> findings_;
  std::vector<std::string> not_checked_;
};

}  // namespace

BudgetReport check_budgets(const NamedBudgets& budgets, const NamedRun& run, const Report& report,
                           const SavedRuns& saved_runs) {
  BudgetChecker checker{budgets, run, report, saved_runs};
  for (const Budget& budget : budgets.budgets) checker.check(budget);
  return std::move(checker).take();
}

}  // namespace greenbench
