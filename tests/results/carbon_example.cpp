#include "tests/results/example_report.hpp"

namespace greenbench::testing {
namespace {

Footprint footprint(double joules, const CarbonSettings& settings) {
  const KilowattHours energy = kilowatt_hours(Joules{joules}) * settings.pue;
  return {.energy = energy, .co2e = energy * settings.intensity.value};
}

FootprintEstimate estimate(const JoulesSaved& saved, double operations, const CarbonSettings& settings) {
  const Interval& interval = saved.model_interval ? *saved.model_interval : *saved.interval;
  return {.value = footprint(saved.value * operations, settings),
          .low = footprint(interval.low * operations, settings),
          .high = footprint(interval.high * operations, settings)};
}

RunFootprint run_footprint(const Run& run, const CarbonSettings& settings) {
  double joules = 0.0;
  RunFootprint whole;
  for (const HotspotRun& hotspot : run.hotspots) {
    for (const RoundRecord& round : hotspot.rounds) {
      for (const Sample& sample : round.samples) {
        joules += sample.energy_total_joules.value_or(0.0);
        if (!sample.energy_total_joules) ++whole.repetitions_without_joules;
      }
    }
  }
  whole.repetitions = footprint(joules, settings);
  return whole;
}

Example with_carbon(Example example, const CarbonSettings& settings) {
  example.report.settings.carbon = settings;
  example.report.footprint = run_footprint(example.run, settings);
  const double per_year = settings.operations_per_second.value_or(0.0) * seconds_per_year;
  for (HotspotReport& hotspot : example.report.hotspots) {
    for (VariantSummary& summary : hotspot.variants) {
      summary.footprint = VariantFootprint{.per_operation = footprint(summary.joules->value, settings)};
      if (per_year > 0.0) summary.footprint->per_year = footprint(summary.joules->value * per_year, settings);
    }
    for (Comparison& comparison : hotspot.comparisons) {
      comparison.footprint_saved = FootprintSaving{.per_operation = estimate(*comparison.joules_saved, 1.0, settings)};
      if (per_year > 0.0) comparison.footprint_saved->per_year = estimate(*comparison.joules_saved, per_year, settings);
    }
  }
  return example;
}

}  // namespace

Example measured_carbon_example() {
  return with_carbon(measured_example(), {.intensity = {.kind = PlaceKind::country,
                                                        .code = "DEU",
                                                        .name = "Germany",
                                                        .value = GramsPerKilowattHour{380.95},
                                                        .year = 2023,
                                                        .source = "Our World in Data (CC BY 4.0)"},
                                          .pue = 1.2,
                                          .operations_per_second = 10.0});
}

Example estimated_carbon_example() {
  return with_carbon(estimated_example(), {.intensity = {.kind = PlaceKind::given,
                                                         .code = "",
                                                         .name = "",
                                                         .value = GramsPerKilowattHour{400.0},
                                                         .source = "given with --carbon"}});
}

}  // namespace greenbench::testing
