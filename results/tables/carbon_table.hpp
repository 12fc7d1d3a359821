// The carbon of a hotspot's variants as a table, and the sentences around it.
//
//   if (report.settings.carbon) draw(build_carbon_table(report, hotspot));
//   carbon_caption(report);        // "380.95 g CO2e/kWh: Germany (country DEU), 2023, Our World in Data; PUE 1.2; ..."
//   run_footprint_sentence(report);    // "The repetitions of this run took 0.0123 kWh: 4.70 g CO2e."
#pragma once

#include <optional>
#include <string>

#include "results/tables/table.hpp"

namespace greenbench {

/// Only columns and rows are filled. Empty when the report says nothing about carbon, or no variant has a footprint.
[[nodiscard]] std::optional<Table> build_carbon_table(const Report& report, const HotspotReport& hotspot);

/// Intensity with its year and source, PUE and rate; the report must have carbon settings.
[[nodiscard]] std::string carbon_caption(const Report& report);

/// What the whole run took; empty when no joules are known.
[[nodiscard]] std::string run_footprint_sentence(const Report& report);

}  // namespace greenbench
