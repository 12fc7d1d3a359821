// The table of what may explain a difference: switches, faults, idle time, hardware events, memory. Drawn as any other
// table.
//
//   Table why = build_why_table(report, report.hotspots[0]);
//   for (const Column& column : why.columns) draw(column.title, column.unit);
//   for (const Row& row : why.rows) draw(row.cells);
#pragma once

#include <string>
#include <string_view>

#include "results/model/report.hpp"
#include "results/tables/table.hpp"
#include "results/text/number_text.hpp"

namespace greenbench {

/// Only columns and rows are filled. A column stands there when any variant of the report has a value for it, so that
/// all hotspots of a report show the same columns; the columns do not depend on `hotspot` but for their units.
[[nodiscard]] Table build_why_table(const Report& report, const HotspotReport& hotspot);

/// How its numbers were made.
inline constexpr std::string_view medians_caption =
    "Per operation, medians over the valid repetitions. All of it is read outside the energy window, so reading the "
    "energy counters and waiting for them to move is included.";

/// One for all variants of the hotspot, so that they can be compared at a glance.
[[nodiscard]] Prefix peak_memory_prefix(const HotspotReport& hotspot);

/// "+76.3", in the prefix's bytes: what one operation needed beyond what was there before it.
[[nodiscard]] std::string peak_memory_text(const PeakMemory& memory, const Prefix& prefix);

}  // namespace greenbench
