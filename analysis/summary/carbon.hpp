// Energy to kWh to grams of CO2-equivalent: per run, per operation, and per year at a stated rate.
//
//   Footprint footprint = footprint_of(Joules{3.6e6}, settings);      // 1 kWh at PUE 1; 400 g at 400 g/kWh
//   add_carbon(report, run);      // fills the footprints of a report whose settings have a carbon intensity
#pragma once

#include "results/model/report.hpp"

namespace greenbench {

/// kWh = J / 3.6e6 x PUE; g = kWh x intensity.
[[nodiscard]] Footprint footprint_of(Joules energy, const CarbonSettings& settings);

/// Per operation, and over 365 days at the stated rate. Gross joules.
[[nodiscard]] VariantFootprint footprint_of_operation(Joules energy, const CarbonSettings& settings);

/// The model's interval where there is one, as it is shown for ratios.
[[nodiscard]] FootprintSaving footprint_saved(const JoulesSaved& saved, const CarbonSettings& settings);

/// Does nothing without settings.carbon. A variant whose joules are unknown or below resolution gets no footprint.
void add_carbon(Report& report, const Run& run);

}  // namespace greenbench
