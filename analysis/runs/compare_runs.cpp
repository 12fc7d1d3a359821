#include "analysis/runs/compare_runs.hpp"

#include <utility>

#include "analysis/analyse.hpp"
#include "analysis/runs/compare_warnings.hpp"
#include "analysis/runs/energy_basis.hpp"
#include "analysis/runs/environment_difference.hpp"
#include "analysis/runs/overall_change.hpp"
#include "analysis/runs/regression_gate.hpp"
#include "analysis/verdicts/family.hpp"
#include "results/text/machine.hpp"

namespace greenbench {
namespace {

constexpr const char* drift_hotspot = "control/aa";

/// Measures every change of a hotspot into `changes` and its corners into `corners`, in the same order.
void measure(const MatchedHotspot& matched, const ChangeBasis& basis, std::vector<VariantChange>& changes,
             std::vector<std::vector<RunRatio>>& corners) {
  const bool baselines_only = matched.planned->id == drift_hotspot;
  for (const MatchedVariant variant : matched.variants) {
    if (baselines_only && !matched.planned->variants[variant.before].baseline) continue;
    MeasuredChange measured = change_of(matched, variant, basis);
    changes.push_back(std::move(measured.change));
    corners.push_back(std::move(measured.corners));
  }
}

/// Fills hotspots and drift, and returns what is needed to rule on them; it points into the comparison.
std::vector<OpenChange> add_changes(RunComparison& comparison, const Matching& matching, const ChangeBasis& basis) {
  std::vector<std::vector<RunRatio>> corners;
  std::vector<std::vector<RunRatio>> drift_corners;
  for (const MatchedHotspot& matched : matching.hotspots) {
    const PlannedHotspot& planned = *matched.planned;
    if (planned.id == drift_hotspot) {
      measure(matched, basis, comparison.drift, drift_corners);
      continue;
    }
    comparison.hotspots.push_back({planned.id, planned.size, is_control(planned.id), {}});
    measure(matched, basis, comparison.hotspots.back().variants, corners);
  }
  std::vector<OpenChange> open;
  auto next = corners.begin();
  for (HotspotChange& hotspot : comparison.hotspots) {
    for (VariantChange& change : hotspot.variants) {
      open.push_back({&change, std::move(*next++), hotspot.control, hotspot.id});
    }
  }
  next = drift_corners.begin();
  for (VariantChange& change : comparison.drift) open.push_back({&change, std::move(*next++), true, drift_hotspot});
  return open;
}

GateRule gate_rule(const RunComparison& comparison, double bound) {
  const std::string preview = comparison.after.quick ? "the new run" : comparison.before.quick ? "the old run" : "";
  return {bound, comparison.settings.analysis.level, comparison.energy, preview};
}

}  // namespace

RunIdentity identity_of(const NamedRun& named) {
  const Run& run = named.run;
  return {named.name,           run.greenbench_version,           run.started_at,
          run.plan.suite_label, machine_summary(run.environment), run.plan.quick};
}

RunComparison compare_runs(const NamedRun& before, const NamedRun& after, const CompareSettings& settings) {
  require_valid(settings.analysis);
  RunComparison comparison;
  comparison.settings = settings;
  comparison.before = identity_of(before);
  comparison.after = identity_of(after);
  EnergyBasis energy = energy_basis(before.run.plan, after.run.plan);
  comparison.energy = energy.provenance;
  comparison.energy_note = std::move(energy.note);
  const bool estimated = comparison.energy == Provenance::estimated;
  const ChangeBasis basis{settings.analysis.level, comparison.energy,
                          estimated ? EstimateModel::of(before.run.plan) : std::nullopt};
  Matching matching = match_hotspots(before.run, after.run);
  comparison.environment = environment_difference(before.run.environment, after.run.environment);
  comparison.plan = plan_difference(before.run.plan, after.run.plan);
  comparison.overall = overall_change(matching.hotspots, basis);
  std::vector<OpenChange> open = add_changes(comparison, matching, basis);
  comparison.comparisons = settle(open, settings.analysis, comparison.energy);
  comparison.not_compared = std::move(matching.not_compared);
  if (settings.fail_on_regression) {
    comparison.gate =
        judge_regressions(open, comparison.not_compared, gate_rule(comparison, *settings.fail_on_regression));
  }
  comparison.warnings = compare_warnings(comparison, {before.run.environment, after.run.environment});
  return comparison;
}

}  // namespace greenbench
