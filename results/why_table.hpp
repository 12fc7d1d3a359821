// The table of what may explain a difference: switches, faults, idle time, hardware events. Drawn as any other table.
//
//   Table why = build_why_table(report, report.hotspots[0]);
//   for (const Column& column : why.columns) draw(column.title, column.unit);
//   for (const Row& row : why.rows) draw(row.cells);
#pragma once

#include "results/report.hpp"
#include "results/table.hpp"

namespace greenbench {

/// Only columns and rows are filled. A column stands there when any variant of the report has a value for it, so that
/// all hotspots of a report show the same columns; the columns do not depend on `hotspot` but for their units.
[[nodiscard]] Table build_why_table(const Report& report, const HotspotReport& hotspot);

}  // namespace greenbench
