#include "analysis/budgets/budget_costs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/claims/claim_effects.hpp"
#include "analysis/rounds/round_values.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/summary/carbon.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "analysis/verdicts/stop_rule.hpp"

namespace greenbench {
namespace {

BudgetCost without_value(Obstacle obstacle) {
  BudgetCost cost;
  cost.obstacle = std::move(obstacle);
  return cost;
}

BudgetCost single_figure(double value, double level = 0.95) {
  BudgetCost cost;
  cost.value = value;
  cost.interval = Interval{.low = value, .high = value, .level = level};
  return cost;
}

Interval increase_of_interval(const Interval& ratio) {
  return {.low = 1.0 / ratio.high - 1.0, .high = 1.0 / ratio.low - 1.0, .level = ratio.level};
}

std::optional<Interval> scaled(const std::optional<Interval>& interval, double factor) {
  if (!interval) return std::nullopt;
  return Interval{.low = interval->low * factor, .high = interval->high * factor, .level = interval->level};
}

/// ln of the joules or watts at a corner, one per round; empty when some are unknown.
std::optional<std::vector<double>> log_centres_at(const RoundSamples& rounds, const EstimateModel& model,
                                                  const ModelCorner& corner, bool watts) {
  const auto is_known = [&](const Sample* sample) { return model.joules(*sample, corner).has_value(); };
  for (const SampleList& samples : rounds) {
    if (!std::ranges::all_of(samples, is_known)) return std::nullopt;
  }
  return log_centres(rounds, [&](const Sample& sample) {
    const double amount = watts ? sample.wall_seconds : static_cast<double>(sample.iterations);
    return model.joules(sample, corner).value() / amount;
  });
}

/// The 20%-trimmed mean over its repetitions, one per round.
std::vector<double> cpu_centres(const RoundSamples& rounds) {
  std::vector<double> centres;
  for (const SampleList& samples : rounds) {
    std::vector<double> seconds;
    for (const Sample* sample : samples) {
      seconds.push_back(sample->cpu_seconds / static_cast<double>(sample->iterations));
    }
    centres.push_back(trimmed_mean(seconds));
  }
  return centres;
}

std::size_t index_of_variant(const PlannedHotspot& planned, const VariantId& id) {
  return static_cast<std::size_t>(std::ranges::find(planned.variants, id, &PlannedVariant::id) -
                                  planned.variants.begin());
}

}  // namespace

template <class AnyRatio>
BudgetCost increase_of_ratio(const AnyRatio& ratio) {
  BudgetCost cost;
  cost.value = 1.0 / ratio.value - 1.0;
  if (ratio.interval) cost.interval = increase_of_interval(*ratio.interval);
  if constexpr (requires { ratio.model_interval; }) {
    if (ratio.model_interval) cost.model_interval = increase_of_interval(*ratio.model_interval);
  }
  return cost;
}

template BudgetCost increase_of_ratio(const Ratio&);
template BudgetCost increase_of_ratio(const RunRatio&);
template BudgetCost increase_of_ratio(const PairEffect&);

BudgetCost memory_cost(const std::optional<PeakMemory>& memory) {
  if (memory) return single_figure(static_cast<double>(memory->growth_bytes()));
  return without_value({.reason = "no peak memory was recorded",
                        .remedy = "The kernel shows none of a command that needs less than greenbench's own process, "
                                  "about 10 MiB, and none where /proc has no peak; take the limit out."});
}

BudgetCost memory_increase(const std::optional<PeakMemory>& reference, const std::optional<PeakMemory>& variant) {
  BudgetCost old_cost = memory_cost(reference);
  BudgetCost new_cost = memory_cost(variant);
  if (!new_cost.value) return new_cost;
  if (!old_cost.value) return old_cost;
  if (*old_cost.value > 0.0) return single_figure(*new_cost.value / *old_cost.value - 1.0);
  return without_value({.reason = "the reference's memory did not grow, so that no increase can be told",
                        .remedy = "Limit the amount with max_peak_memory."});
}

CostSource::CostSource(const Run& run, const Report& report)
    : run_(&run), report_(&report), confidence_(confidence_of(report.settings.level, run.plan.limits)) {
  if (report.provenance != Provenance::estimated) return;
  model_ = EstimateModel::of(run.plan);
  if (model_) doubts_.emplace(*run.plan.power_model, report.settings.level);
}

const VariantSummary* CostSource::summary_of(BudgetTarget target) const {
  const HotspotReport& hotspot = report_->hotspots[target.hotspot];
  const auto found = std::ranges::find(hotspot.variants, hotspot.plan.variants[target.variant].id, &VariantSummary::id);
  return found == hotspot.variants.end() ? nullptr : &*found;
}

Obstacle CostSource::no_joules(BudgetTarget target) const {
  if (std::ranges::none_of(run_->plan.domains, &DomainRecord::counted)) {
    return {.reason = "this run counted no joules",
            .remedy = "Measure on a machine with energy counters; greenbench doctor says what is missing here."};
  }
  const std::string& id = report_->hotspots[target.hotspot].plan.id;
  const auto warning = std::ranges::find_if(
      report_->warnings, [&](const Warning& each) { return each.code == "below_resolution" && each.hotspot == id; });
  Obstacle obstacle{.reason = "the joules are below the counter's resolution", .remedy = "Use a longer --min-region."};
  if (warning == report_->warnings.end()) return obstacle;
  obstacle.remedy = warning->remedy;
  obstacle.flags = warning->flags;
  return obstacle;
}

BudgetCost CostSource::amount(BudgetTarget target, BudgetMetric metric) const {
  switch (metric) {
    case BudgetMetric::joules:
    case BudgetMetric::watts:
      return joules_or_watts(target, metric);
    case BudgetMetric::grams_co2e:
      return grams(target);
    case BudgetMetric::cpu_seconds:
      return cpu_seconds(target);
    case BudgetMetric::peak_memory:
      return memory_cost(summary_of(target)->peak_memory);
    case BudgetMetric::seconds:
      break;
  }
  const Estimate& seconds = summary_of(target)->seconds;
  return {.value = seconds.value,
          .interval = seconds.interval,
          .rounds_for_interval = least_values_for_interval(report_->settings.level)};
}

BudgetCost CostSource::joules_or_watts(BudgetTarget target, BudgetMetric metric) const {
  const VariantSummary& summary = *summary_of(target);
  const bool watts = metric == BudgetMetric::watts;
  const std::optional<Estimate>& estimate = watts ? summary.watts : summary.joules;
  if (!estimate) return without_value(no_joules(target));
  BudgetCost cost{.value = estimate->value,
                  .interval = estimate->interval,
                  .estimated = report_->provenance == Provenance::estimated,
                  .rounds_for_interval = least_values_for_interval(report_->settings.level)};
  if (cost.estimated) cost.model_interval = model_interval(target, *estimate, watts);
  return cost;
}

std::optional<Interval> CostSource::model_interval(BudgetTarget target, const Estimate& noise, bool watts) const {
  if (!model_ || !doubts_ || !noise.interval) return std::nullopt;
  const HotspotBlocks blocks = valid_blocks(report_->hotspots[target.hotspot].plan, run_->hotspots[target.hotspot]);
  const RoundSamples rounds = samples_of(blocks, target.variant);
  const double factor = doubts_->of(rounds, rounds).interval_factor;
  std::optional<Interval> hull = widened(noise.value, *noise.interval, factor);
  for (const ModelCorner& corner : model_->corners()) {
    const auto centres = log_centres_at(rounds, *model_, corner, watts);
    if (!centres) return std::nullopt;
    const auto interval = exponential(SignedRank{*centres}.interval(report_->settings.level));
    if (!interval) return std::nullopt;
    hull = hull_of(hull, widened(std::exp(hodges_lehmann(*centres)), *interval, factor));
  }
  return hull;
}

BudgetCost CostSource::grams(BudgetTarget target) const {
  const std::optional<CarbonSettings>& carbon = report_->settings.carbon;
  if (!carbon) {
    return without_value({.reason = "no carbon intensity is known",
                          .remedy = "Give one with --carbon, as in --carbon DEU or --carbon 400."});
  }
  BudgetCost cost = joules_or_watts(target, BudgetMetric::joules);
  if (!cost.value) return cost;
  const double grams_per_joule = footprint_of(Joules{1.0}, *carbon).co2e.value();
  cost.value = *cost.value * grams_per_joule;
  cost.interval = scaled(cost.interval, grams_per_joule);
  cost.model_interval = scaled(cost.model_interval, grams_per_joule);
  return cost;
}

BudgetCost CostSource::cpu_seconds(BudgetTarget target) const {
  const HotspotBlocks blocks = valid_blocks(report_->hotspots[target.hotspot].plan, run_->hotspots[target.hotspot]);
  const std::vector<double> centres = cpu_centres(samples_of(blocks, target.variant));
  const double level = report_->settings.level;
  return {.value = hodges_lehmann(centres),
          .interval = SignedRank{centres}.interval(level),
          .rounds_for_interval = least_values_for_interval(level)};
}

BudgetCost CostSource::increase(BudgetTarget target, const Comparison& comparison, BudgetMetric metric) const {
  if (metric == BudgetMetric::peak_memory) {
    const std::size_t baseline = index_of_variant(report_->hotspots[target.hotspot].plan, comparison.baseline);
    const VariantSummary* const reference = summary_of({target.hotspot, baseline});
    return memory_increase(reference->peak_memory, summary_of(target)->peak_memory);
  }
  if (metric == BudgetMetric::cpu_seconds) return cpu_increase(target, comparison);
  const auto& energy = metric == BudgetMetric::watts ? comparison.power : comparison.energy;
  if (metric != BudgetMetric::seconds && !energy) return without_value(no_joules(target));
  BudgetCost cost = increase_of_ratio(metric == BudgetMetric::seconds ? comparison.time : *energy);
  cost.estimated = needs_joules(metric) && report_->provenance == Provenance::estimated;
  cost.rounds_for_interval = least_values_for_interval(confidence_);
  return cost;
}

BudgetCost CostSource::cpu_increase(BudgetTarget target, const Comparison& comparison) const {
  const PlannedHotspot& planned = report_->hotspots[target.hotspot].plan;
  const HotspotBlocks blocks = valid_blocks(planned, run_->hotspots[target.hotspot]);
  const VariantPair pair{.baseline = index_of_variant(planned, comparison.baseline), .variant = target.variant};
  const auto effect = ratio_effect(blocks, pair, cost_of(ClaimMetric::cpu_time), confidence_);
  if (!effect) {
    return without_value({.reason = "the CPU time of the pair is below the kernel's resolution",
                          .remedy = "Use a longer --min-region, or limit the amount with max_cpu_seconds."});
  }
  BudgetCost cost = increase_of_ratio(*effect);
  cost.rounds_for_interval = least_values_for_interval(confidence_);
  return cost;
}

}  // namespace greenbench
