#include "analysis/summary/carbon.hpp"

#include <algorithm>
#include <optional>

#include "results/text/captions.hpp"

namespace greenbench {

namespace {

/// Joules of a year, of joules of one operation.
Joules joules_per_year(Joules operation, double operations_per_second) {
  return operation * operations_per_second * seconds_per_year;
}

FootprintEstimate estimate_of(const JoulesSaved& saved, double factor, const CarbonSettings& settings) {
  const auto footprint = [&](double joules) { return footprint_of(Joules{joules} * factor, settings); };
  FootprintEstimate estimate{.value = footprint(saved.value)};
  const std::optional<Interval>& interval = saved.model_interval ? saved.model_interval : saved.interval;
  if (!interval) return estimate;
  estimate.low = footprint(interval->low);
  estimate.high = footprint(interval->high);
  return estimate;
}

/// Empty where no repetition has joules.
std::optional<RunFootprint> footprint_of_run(const Run& run, const CarbonSettings& settings) {
  Joules energy;
  std::uint64_t known = 0;
  RunFootprint footprint;
  for (const HotspotRun& hotspot : run.hotspots) {
    for (const RoundRecord& round : hotspot.rounds) {
      for (const Sample& sample : round.samples) {
        if (sample.energy_total_joules) energy += Joules{*sample.energy_total_joules};
        ++(sample.energy_total_joules ? known : footprint.repetitions_without_joules);
      }
    }
  }
  footprint.repetitions = footprint_of(energy, settings);
  return known > 0 ? std::optional{footprint} : std::nullopt;
}

bool is_below_resolution(const Report& report, const HotspotReport& hotspot, const VariantId& id) {
  const auto summary = std::ranges::find(hotspot.variants, id, &VariantSummary::id);
  return summary != hotspot.variants.end() && below_resolution(report, *summary);
}

void add_carbon(HotspotReport& hotspot, const Report& report, const CarbonSettings& settings) {
  for (VariantSummary& summary : hotspot.variants) {
    if (!summary.joules || below_resolution(report, summary)) continue;
    summary.footprint = footprint_of_operation(Joules{summary.joules->value}, settings);
  }
  for (Comparison& comparison : hotspot.comparisons) {
    const bool resolved = !is_below_resolution(report, hotspot, comparison.baseline) &&
                          !is_below_resolution(report, hotspot, comparison.variant);
    if (comparison.joules_saved && resolved) {
      comparison.footprint_saved = footprint_saved(*comparison.joules_saved, settings);
    }
  }
}

}  // namespace

Footprint footprint_of(Joules energy, const CarbonSettings& settings) {
  const KilowattHours drawn = kilowatt_hours(energy) * settings.pue;
  return {.energy = drawn, .co2e = drawn * settings.intensity.value};
}

VariantFootprint footprint_of_operation(Joules energy, const CarbonSettings& settings) {
  VariantFootprint footprint{.per_operation = footprint_of(energy, settings)};
  if (const auto rate = settings.operations_per_second) {
    footprint.per_year = footprint_of(joules_per_year(energy, *rate), settings);
  }
  return footprint;
}

FootprintSaving footprint_saved(const JoulesSaved& saved, const CarbonSettings& settings) {
  FootprintSaving saving{.per_operation = estimate_of(saved, 1.0, settings)};
  if (const auto rate = settings.operations_per_second) {
    saving.per_year = estimate_of(saved, joules_per_year(Joules{1.0}, *rate).value(), settings);
  }
  return saving;
}

void add_carbon(Report& report, const Run& run) {
  if (!report.settings.carbon) return;
  const CarbonSettings& settings = *report.settings.carbon;
  report.footprint = footprint_of_run(run, settings);
  for (HotspotReport& hotspot : report.hotspots) add_carbon(hotspot, report, settings);
}

}  // namespace greenbench
