// Increases of a run over another one that was saved.
//
//   SavedReference before{{old_run, "runs/main"}, {run, "runs/today"}, settings};
//   BudgetCost increase = before.increase({.hotspot = 0, .variant = 1}, BudgetMetric::seconds);
//   for (const MissingVariant& each : before.missing()) tell(each.id);   // what the old run had and this one has not
//
// Nothing is paired between two runs (compare_runs.hpp): the machine's drift is in every increase. Where identical code
// differs between them, where they ran on different processors, or where the saved run is a preview, nothing is
// decided.
#pragma once

#include <string>
#include <vector>

#include "analysis/budgets/budget_costs.hpp"
#include "analysis/runs/compare_runs.hpp"

namespace greenbench {

/// Of the old run's plan, without a counterpart in the new one's. Points into the old plan.
struct MissingVariant {
  const PlannedHotspot* hotspot = nullptr;
  const VariantId* id = nullptr;
};

class SavedReference {
 public:
  /// Both runs must outlive it.
  SavedReference(const NamedRun& before, const NamedRun& after, const AnalysisSettings& settings);

  [[nodiscard]] BudgetCost increase(BudgetTarget target, BudgetMetric metric) const;
  [[nodiscard]] std::vector<MissingVariant> missing() const;
  [[nodiscard]] const std::string& name() const { return comparison_.before.name; }

 private:
  struct Counterpart {
    const PlannedHotspot* planned = nullptr;  ///< in the old run
    const HotspotRun* measured = nullptr;
    std::size_t variant = 0;
  };
  [[nodiscard]] std::optional<Counterpart> counterpart_of(BudgetTarget target) const;
  [[nodiscard]] const VariantChange* change_of(BudgetTarget target) const;
  [[nodiscard]] Obstacle why_not_compared(BudgetTarget target) const;
  [[nodiscard]] std::optional<Obstacle> doubt_of_both() const;
  [[nodiscard]] BudgetCost cost_increase(const VariantChange& change, BudgetMetric metric) const;
  [[nodiscard]] BudgetCost cpu_increase(BudgetTarget target, const Counterpart& old) const;
  [[nodiscard]] BudgetCost peak_increase(BudgetTarget target, const Counterpart& old) const;

  const Run* before_;
  const Run* after_;
  RunComparison comparison_;
};

}  // namespace greenbench
