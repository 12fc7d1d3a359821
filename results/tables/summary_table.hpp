// The table of geometric means over hotspots, for reports with more than one.
//
//   if (const auto table = build_summary_table(report)) draw(*table);
//   std::string how_to_read = summary_caption(report);
#pragma once

#include <optional>
#include <string>

#include "results/model/report.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// Only columns, rows and notes (which hotspots the means are over) are filled. Empty when nothing was measured in two
/// hotspots.
[[nodiscard]] std::optional<Table> build_summary_table(const Report& report);

/// What the means and their intervals say, and what not.
[[nodiscard]] std::string summary_caption(const Report& report);

}  // namespace greenbench
