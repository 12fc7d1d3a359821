#include "analysis/budgets/saved_reference.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "analysis/rounds/round_values.hpp"
#include "analysis/runs/run_ratio.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

/// Welch's interval needs a spread on both sides.
constexpr std::uint32_t rounds_for_welch = 2;

BudgetCost unknown_increase(Obstacle obstacle) {
  BudgetCost cost;
  cost.obstacle = std::move(obstacle);
  return cost;
}

std::vector<SampleList> rounds_of(const PlannedHotspot& planned, const HotspotRun& measured, std::size_t variant) {
  return samples_of(valid_blocks(planned, measured), variant);
}

double cpu_per_iteration(const Sample& sample) {
  return sample.cpu_seconds / static_cast<double>(sample.iterations);
}

bool all_used_cpu(const RoundSamples& rounds) {
  return std::ranges::all_of(rounds, [](const SampleList& samples) {
    return std::ranges::all_of(samples, [](const Sample* sample) { return sample->cpu_seconds > 0.0; });
  });
}

std::optional<PeakMemory> peak_of(const HotspotRun& measured, std::size_t variant) {
  return variant < measured.peak_memory.size() ? measured.peak_memory[variant] : std::nullopt;
}

}  // namespace

SavedReference::SavedReference(const NamedRun& before, const NamedRun& after, const AnalysisSettings& settings)
    : before_(&before.run),
      after_(&after.run),
      comparison_(compare_runs(before, after, {.analysis = settings, .fail_on_regression = {}})) {}

std::vector<MissingVariant> SavedReference::missing() const {
  std::vector<MissingVariant> missing;
  for (const PlannedHotspot& old : before_->plan.hotspots) {
    for (const PlannedVariant& variant : old.variants) {
      const bool is_here = std::ranges::any_of(after_->plan.hotspots, [&](const PlannedHotspot& each) {
        return each.id == old.id && each.size == old.size && has_variant(each, variant.id);
      });
      if (!is_here) missing.push_back({&old, &variant.id});
    }
  }
  return missing;
}

std::optional<SavedReference::Counterpart> SavedReference::counterpart_of(BudgetTarget target) const {
  const PlannedHotspot& wanted = after_->plan.hotspots[target.hotspot];
  for (std::size_t index = 0; index < std::min(before_->plan.hotspots.size(), before_->hotspots.size()); ++index) {
    const PlannedHotspot& planned = before_->plan.hotspots[index];
    if (planned.id != wanted.id || planned.size != wanted.size) continue;
    const auto variant = std::ranges::find(planned.variants, wanted.variants[target.variant].id, &PlannedVariant::id);
    if (variant == planned.variants.end()) return std::nullopt;
    return Counterpart{&planned, &before_->hotspots[index],
                       static_cast<std::size_t>(variant - planned.variants.begin())};
  }
  return std::nullopt;
}

const VariantChange* SavedReference::change_of(BudgetTarget target) const {
  const PlannedHotspot& wanted = after_->plan.hotspots[target.hotspot];
  for (const HotspotChange& hotspot : comparison_.hotspots) {
    if (hotspot.id != wanted.id || hotspot.size != wanted.size) continue;
    const auto change = std::ranges::find(hotspot.variants, wanted.variants[target.variant].id, &VariantChange::id);
    if (change != hotspot.variants.end()) return &*change;
  }
  return nullptr;
}

Obstacle SavedReference::why_not_compared(BudgetTarget target) const {
  const PlannedHotspot& wanted = after_->plan.hotspots[target.hotspot];
  const VariantId& variant = wanted.variants[target.variant].id;
  Obstacle obstacle{.reason = "not in the old run",
                    .remedy = fmt::format("Measure {} again, with everything that the budget names.", name())};
  for (const NotCompared& each : comparison_.not_compared) {
    if (each.hotspot == wanted.id && (!each.variant || *each.variant == variant)) obstacle.reason = each.reason;
  }
  return obstacle;
}

std::optional<Obstacle> SavedReference::doubt_of_both() const {
  if (comparison_.before.quick) {
    return Obstacle{.reason = fmt::format("{} is a quick preview, which passes no gate", name()),
                    .remedy = "Measure it again without --quick."};
  }
  const auto machine = std::ranges::find(comparison_.environment, "cpu_model", &FieldChange::key);
  if (machine != comparison_.environment.end()) {
    return Obstacle{.reason = fmt::format("{} was measured on another processor", name()),
                    .remedy = "Measure both runs on one machine."};
  }
  const auto drift = std::ranges::find(comparison_.warnings, "machine_drift", &Warning::code);
  if (drift == comparison_.warnings.end()) return std::nullopt;
  return Obstacle{.reason = "identical code differs between the two runs, too", .remedy = drift->remedy};
}

BudgetCost SavedReference::increase(BudgetTarget target, BudgetMetric metric) const {
  const VariantChange* const change = change_of(target);
  const std::optional<Counterpart> old = counterpart_of(target);
  if (change == nullptr || !old) return unknown_increase(why_not_compared(target));
  BudgetCost cost = metric == BudgetMetric::peak_memory   ? peak_increase(target, *old)
                    : metric == BudgetMetric::cpu_seconds ? cpu_increase(target, *old)
                                                          : cost_increase(*change, metric);
  if (!cost.obstacle) cost.obstacle = doubt_of_both();
  return cost;
}

BudgetCost SavedReference::cost_increase(const VariantChange& change, BudgetMetric metric) const {
  const auto& energy = metric == BudgetMetric::watts ? change.power : change.energy;
  if (metric != BudgetMetric::seconds && !energy) {
    return unknown_increase({.reason = comparison_.energy ? change.energy_note : comparison_.energy_note,
                             .remedy = "Measure both runs with the same counters, or with the same power model."});
  }
  BudgetCost cost = increase_of_ratio(metric == BudgetMetric::seconds ? change.time : *energy);
  cost.estimated = needs_joules(metric) && comparison_.energy == Provenance::estimated;
  cost.rounds_for_interval = rounds_for_welch;
  return cost;
}

BudgetCost SavedReference::cpu_increase(BudgetTarget target, const Counterpart& old) const {
  const RoundSamples old_rounds = rounds_of(*old.planned, *old.measured, old.variant);
  const RoundSamples new_rounds =
      rounds_of(after_->plan.hotspots[target.hotspot], after_->hotspots[target.hotspot], target.variant);
  if (!all_used_cpu(old_rounds) || !all_used_cpu(new_rounds)) {
    return unknown_increase({.reason = "the CPU time is below the kernel's resolution",
                             .remedy = "Use a longer --min-region, or limit the amount with max_cpu_seconds."});
  }
  BudgetCost cost =
      increase_of_ratio(run_ratio(log_centres(old_rounds, cpu_per_iteration),
                                  log_centres(new_rounds, cpu_per_iteration), comparison_.settings.analysis.level));
  cost.rounds_for_interval = rounds_for_welch;
  return cost;
}

BudgetCost SavedReference::peak_increase(BudgetTarget target, const Counterpart& old) const {
  return memory_increase(peak_of(*old.measured, old.variant),
                         peak_of(after_->hotspots[target.hotspot], target.variant));
}

}  // namespace greenbench
