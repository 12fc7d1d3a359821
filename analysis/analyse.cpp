#include "analysis/analyse.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "analysis/rounds/cpu_speeds.hpp"
#include "analysis/rounds/round_values.hpp"
#include "analysis/summary/carbon.hpp"
#include "analysis/summary/moving_counters.hpp"
#include "analysis/summary/net_joules.hpp"
#include "analysis/summary/summaries.hpp"
#include "analysis/summary/sweeps.hpp"
#include "analysis/verdicts/comparisons.hpp"
#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/geometric_summary.hpp"
#include "analysis/verdicts/joules_saved.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "analysis/warnings/diagnostics.hpp"
#include "analysis/warnings/find_warnings.hpp"
#include "analysis/warnings/position_effect.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {

namespace {

// The three copies below bind every member by name: a new member of the schema stops the build here until somebody
// decides whether a report needs it. Copying a whole run to clear it afterwards would double a large run's memory.

RoundRecord without_samples(const RoundRecord& round) {
  const auto& [index, seed, hash_seed, padding_bytes, cpu, started_at, wall_seconds, samples] = round;
  return {index, seed, hash_seed, padding_bytes, cpu, started_at, wall_seconds, {}};
}

HotspotRun without_samples(const HotspotRun& hotspot) {
  const auto& [calibration, peak_memory, rounds, stop, failed_variants, failure] = hotspot;
  HotspotRun copy{calibration, peak_memory, {}, stop, failed_variants, failure};
  for (const RoundRecord& round : rounds) copy.rounds.push_back(without_samples(round));
  return copy;
}

Run without_samples(const Run& run) {
  const auto& [version, started_at, wall_seconds, plan, environment, idle, settings, hotspots] = run;
  Run copy{version, started_at, wall_seconds, plan, environment, idle, settings, {}};
  for (const HotspotRun& hotspot : hotspots) copy.hotspots.push_back(without_samples(hotspot));
  return copy;
}

/// Void repetitions took their time, too.
double measured_fraction(const Run& run) {
  if (run.wall_seconds <= 0.0) return 0.0;
  double measured_seconds = 0.0;
  for (const HotspotRun& hotspot : run.hotspots) {
    for (const RoundRecord& round : hotspot.rounds) {
      for (const Sample& sample : round.samples) measured_seconds += sample.wall_seconds;
    }
  }
  return measured_seconds / run.wall_seconds;
}

HotspotReport report_on(const PlannedHotspot& planned, const HotspotRun& measured, const HotspotBlocks& blocks,
                        const SummarySettings& settings) {
  HotspotReport report;
  report.plan = planned;
  report.rounds = blocks.valid_rounds();
  report.blocks = blocks.valid_count();
  report.void_blocks = blocks.void_count();
  for (const RoundRecord& round : measured.rounds) report.wall_seconds += round.wall_seconds;
  report.stop = measured.stop;
  report.failed_variants = measured.failed_variants;
  report.failure = measured.failure;
  report.variants = summarise(planned, measured, blocks, settings);
  report.position_effect = position_effect(blocks, planned.variants.size(), settings.provenance);
  report.cpus = cpu_speeds(measured, blocks, planned.variants.size());
  return report;
}

/// What the estimate of a run can be wrong about; nothing where joules are measured.
struct Estimated {
  std::optional<EstimateModel> model;  ///< empty, too, where its terms are not those of the domains
  std::optional<ModelDoubts> doubts;   ///< empty, too, where the model was not recorded
};

Estimated estimated_by(const Run& run, const Report& report) {
  if (report.provenance != Provenance::estimated || !run.plan.power_model) return {};
  return {EstimateModel::of(run.plan), ModelDoubts{*run.plan.power_model, report.settings.level}};
}

/// What a hotspot's comparisons came from, in their order; needed until the whole report is settled.
struct Origins {
  std::vector<MeasuredPair> pairs;
  std::vector<std::vector<Ratio>> corners;        ///< of energy; each empty where joules are not an estimate
  std::vector<std::optional<ModelDoubt>> doubts;  ///< as in OpenComparison
};

Origins origins_of(const PlannedHotspot& planned, const HotspotBlocks& blocks, const Estimated& estimated,
                   const AnalysisSettings& settings, Confidence confidence) {
  Origins origins{measured_pairs(blocks, planned_pairs(planned, settings.baseline)), {}, {}};
  for (const MeasuredPair& each : origins.pairs) {
    origins.corners.push_back(estimated.model ? ratios_at_corners(blocks, each.pair, *estimated.model, confidence)
                                              : std::vector<Ratio>{});
    std::optional<ModelDoubt> doubt;
    if (!is_identical_code(planned.id)) doubt = ModelDoubt{};
    if (doubt && estimated.doubts) {
      doubt = estimated.doubts->of(samples_of(blocks, each.pair.baseline), samples_of(blocks, each.pair.variant));
    }
    origins.doubts.push_back(doubt);
  }
  return origins;
}

void add_joules_saved(std::vector<Comparison>& comparisons, const Origins& origins, const HotspotBlocks& blocks,
                      const std::optional<EstimateModel>& model, Confidence confidence) {
  for (std::size_t index = 0; index < origins.pairs.size(); ++index) {
    const std::optional<ModelDoubt>& doubt = origins.doubts[index];
    comparisons[index].joules_saved =
        joules_saved(blocks, origins.pairs[index].pair, confidence, doubt ? model : std::nullopt,
                     doubt.value_or(ModelDoubt{}).interval_factor);
  }
}

std::vector<Origins> add_hotspots(Report& report, const Run& run) {
  const AnalysisSettings& settings = report.settings;
  const Estimated estimated = estimated_by(run, report);
  if (estimated.doubts) report.model_errors = estimated.doubts->errors();
  const SummarySettings summary_settings{settings.level, report.provenance, settings.baseline, idle_watts(run.idle)};
  const Confidence confidence = confidence_of(settings.level, run.plan.limits);
  const HotspotRun not_begun;  // a run that was cut short may lack its last hotspots
  std::vector<Origins> origins;
  for (std::size_t index = 0; index < run.plan.hotspots.size(); ++index) {
    const PlannedHotspot& planned = run.plan.hotspots[index];
    const HotspotRun& measured = index < run.hotspots.size() ? run.hotspots[index] : not_begun;
    const HotspotBlocks blocks = valid_blocks(planned, measured);
    Origins origin = origins_of(planned, blocks, estimated, settings, confidence);
    report.hotspots.push_back(report_on(planned, measured, blocks, summary_settings));
    report.hotspots.back().comparisons = compare_variants(planned, origin.pairs, confidence);
    add_joules_saved(report.hotspots.back().comparisons, origin, blocks, estimated.model, confidence);
    add_diagnostics(report.hotspots.back().comparisons, origin.pairs, blocks, report.provenance);
    origins.push_back(std::move(origin));
  }
  return origins;
}

void add_verdicts(Report& report, const std::vector<Origins>& origins) {
  std::vector<OpenComparison> open;
  for (std::size_t hotspot = 0; hotspot < report.hotspots.size(); ++hotspot) {
    std::vector<Comparison>& comparisons = report.hotspots[hotspot].comparisons;
    const bool control = is_control(report.hotspots[hotspot].plan.id);
    for (std::size_t index = 0; index < comparisons.size(); ++index) {
      open.push_back({.comparison = &comparisons[index],
                      .corners = origins[hotspot].corners[index],
                      .control = control,
                      .doubt = origins[hotspot].doubts[index]});
    }
  }
  const bool joules_counted = std::ranges::any_of(report.run.plan.domains, &DomainRecord::counted);
  const Limits& limits = report.run.plan.limits;
  report.comparisons = settle(open, {.settings = report.settings,
                                     .provenance = report.provenance,
                                     .joules_counted = joules_counted,
                                     .stopping_price = stopping_price(limits),
                                     .error_share = confidence_of(report.settings.level, limits).error_share});
  for (HotspotReport& hotspot : report.hotspots) add_moving_counters(hotspot, report.settings.margin);
}

void add_summaries(Report& report, const std::vector<Origins>& origins) {
  const std::optional<VariantId>& chosen = report.settings.baseline;
  std::vector<ComparedPair> pairs;
  for (std::size_t index = 0; index < report.hotspots.size(); ++index) {
    const PlannedHotspot& planned = report.hotspots[index].plan;
    for (std::size_t pair = 0; pair < origins[index].pairs.size(); ++pair) {
      const MeasuredPair& each = origins[index].pairs[pair];
      const std::optional<ModelDoubt>& doubt = origins[index].doubts[pair];
      pairs.push_back(
          {.hotspot = planned.id,
           .variant = planned.variants[each.pair.variant].id,
           .chosen_baseline = has_chosen_baseline(planned, chosen) ? chosen : std::nullopt,
           .ratios = &each.ratios,
           .model_error = report.model_errors && doubt ? std::optional{doubt->interval_factor} : std::nullopt});
    }
  }
  report.summaries = geometric_summaries(pairs, report.settings.level);
}

}  // namespace

void require_valid(const AnalysisSettings& settings) {
  if (!(settings.level > 0.0 && settings.level < 1.0)) {
    throw std::invalid_argument(fmt::format("level {}: must lie between 0 and 1", settings.level));
  }
  if (!(settings.margin >= 0.0)) throw std::invalid_argument(fmt::format("margin {}: must be >= 0", settings.margin));
  if (!settings.carbon) return;
  const CarbonSettings& carbon = *settings.carbon;
  if (!(carbon.pue >= 1.0)) throw std::invalid_argument(fmt::format("pue {}: must be >= 1", carbon.pue));
  const double grams = carbon.intensity.value.value();
  if (!(grams >= 0.0)) throw std::invalid_argument(fmt::format("carbon intensity {}: must be >= 0", grams));
}

Report analyse(const Run& run, const AnalysisSettings& settings) {
  require_valid(settings);
  if (run.hotspots.size() > run.plan.hotspots.size()) {
    throw std::invalid_argument(
        fmt::format("the run has {} hotspots, its plan {}", run.hotspots.size(), run.plan.hotspots.size()));
  }
  Report report;
  report.run = without_samples(run);
  report.settings = settings;
  report.provenance = provenance_of(run.plan.domains);
  report.measured_fraction = measured_fraction(run);
  const std::vector<Origins> origins = add_hotspots(report, run);
  add_verdicts(report, origins);
  report.sweeps = find_sweeps(report.hotspots);
  // Sizes of one hotspot are not several hotspots.
  if (report.sweeps.empty()) add_summaries(report, origins);
  add_carbon(report, run);
  report.warnings = find_warnings(run, report);
  return report;
}

}  // namespace greenbench
