#include "analysis/budgets/budget_references.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/analyse.hpp"
#include "analysis/budgets/budget_targets.hpp"

namespace greenbench {
namespace {

std::optional<std::string> old_reference(const Plan& plan) {
  return plan.revisions ? std::optional{plan.revisions->reference} : std::nullopt;
}

}  // namespace

std::optional<BudgetTarget> JudgedRun::baseline_of(BudgetTarget target) const {
  const PlannedHotspot& planned = report_->hotspots[target.hotspot].plan;
  for (const VariantPair& pair : planned_pairs(planned, report_->settings.baseline)) {
    if (pair.variant == target.variant) return BudgetTarget{target.hotspot, pair.baseline};
  }
  return std::nullopt;
}

const Comparison* JudgedRun::comparison_of(BudgetTarget target) const {
  const HotspotReport& hotspot = report_->hotspots[target.hotspot];
  const auto found =
      std::ranges::find(hotspot.comparisons, hotspot.plan.variants[target.variant].id, &Comparison::variant);
  return found == hotspot.comparisons.end() ? nullptr : &*found;
}

std::optional<std::string> JudgedRun::failure_of(BudgetTarget target) const {
  const HotspotReport& hotspot = report_->hotspots[target.hotspot];
  if (hotspot.failure) return hotspot.failure->reason;
  const auto failed = std::ranges::find(hotspot.failed_variants, target.variant, &VariantFailure::variant);
  if (failed != hotspot.failed_variants.end()) return failed->failure.reason;
  if (costs_.summary_of(target) != nullptr) return std::nullopt;
  const bool cut_short = hotspot.stop == StopReason::interrupted || hotspot.stop == StopReason::not_finished;
  return cut_short ? "the run ended before it was measured" : "no repetition of it counts";
}

BudgetReferences::BudgetReferences(const std::string& file, const NamedRun& run, const Report& report,
                                   const SavedRuns& saved_runs)
    : file_(&file),
      run_(&run),
      saved_runs_(&saved_runs),
      as_judged_(run.run, report),
      old_revision_(old_reference(run.run.plan)) {}

const JudgedRun& BudgetReferences::judged_against(const Budget& budget) {
  if (budget.reference.kind == ReferenceKind::revision && !old_revision_) {
    fail_at_budget(budget, *file_,
                   "against: this run compares no revisions; measure one with greenbench run --against REF");
  }
  if (budget.reference.kind != ReferenceKind::variant) return as_judged_;
  OtherBaseline& other = others_[budget.reference.variant.text()];
  if (!other.judged) {
    AnalysisSettings settings = as_judged_.report().settings;
    settings.baseline = budget.reference.variant;
    other.report = std::make_unique<Report>(analyse(run_->run, settings));
    other.judged.emplace(run_->run, *other.report);
  }
  return *other.judged;
}

const SavedReference& BudgetReferences::saved(const Budget& budget) {
  const std::string& path = budget.reference.run;
  if (const auto known = saved_.find(path); known != saved_.end()) return known->second;
  const auto run = saved_runs_->find(path);
  if (run == saved_runs_->end()) fail_at_budget(budget, *file_, fmt::format("against_run: {} was not read", path));
  return saved_.try_emplace(path, run->second, *run_, as_judged_.report().settings).first->second;
}

std::string BudgetReferences::text_of(const Budget& budget, BudgetTarget target) const {
  if (budget.reference.kind == ReferenceKind::revision) return *old_revision_;
  if (budget.reference.kind == ReferenceKind::variant) return budget.reference.variant.text();
  const std::optional<BudgetTarget> baseline = as_judged_.baseline_of(target);
  if (!baseline) return "its baseline";
  return as_judged_.report().hotspots[target.hotspot].plan.variants[baseline->variant].id.text();
}

}  // namespace greenbench
