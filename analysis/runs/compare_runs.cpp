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

/// Of the identical code that control/aa has under two names, the baseline is enough.
std::vector<MeasuredChange> measure(const MatchedHotspot& matched, const ChangeBasis& basis) {
  const bool baselines_only = is_identical_code(matched.planned->id);
  std::vector<MeasuredChange> changes;
  for (const MatchedVariant variant : matched.variants) {
    if (baselines_only && !matched.planned->variants[variant.before].baseline) continue;
    changes.push_back(change_of(matched, variant, basis));
  }
  return changes;
}

/// What is needed to rule on the changes, which move to `changes`; it points there.
void open_changes(std::vector<MeasuredChange> measured, const HotspotChange& hotspot,
                  std::vector<VariantChange>& changes, std::vector<OpenChange>& open) {
  changes.reserve(changes.size() + measured.size());
  for (MeasuredChange& each : measured) {
    changes.push_back(std::move(each.change));
    std::optional<ModelDoubt> doubt;
    if (!is_identical_code(hotspot.id)) doubt = each.doubt;
    open.push_back({.comparison = &changes.back(),
                    .corners = std::move(each.corners),
                    .control = hotspot.control,
                    .hotspot = hotspot.id,
                    .doubt = doubt});
  }
}

/// Fills hotspots and drift, and returns what is needed to rule on them; it points into the comparison.
std::vector<OpenChange> add_changes(RunComparison& comparison, const Matching& matching, const ChangeBasis& basis) {
  std::vector<OpenChange> open;
  // What is pointed to must not move.
  std::size_t identical = 0;
  for (const MatchedHotspot& matched : matching.hotspots) {
    if (is_identical_code(matched.planned->id)) identical += matched.variants.size();
  }
  comparison.drift.reserve(identical);
  comparison.hotspots.reserve(matching.hotspots.size());
  for (const MatchedHotspot& matched : matching.hotspots) {
    const PlannedHotspot& planned = *matched.planned;
    HotspotChange hotspot{planned.id, planned.size, is_control(planned.id), {}};
    if (is_identical_code(planned.id)) {
      open_changes(measure(matched, basis), hotspot, comparison.drift, open);
      continue;
    }
    comparison.hotspots.push_back(std::move(hotspot));
    open_changes(measure(matched, basis), comparison.hotspots.back(), comparison.hotspots.back().variants, open);
  }
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
  ChangeBasis basis{.level = settings.analysis.level, .energy = comparison.energy};
  if (estimated) basis.model = EstimateModel::of(before.run.plan);
  if (basis.model) basis.doubts.emplace(*before.run.plan.power_model, settings.analysis.level);
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
