// The columns that a page may ask for, by the names it asks with.
//
//   doc_column_names();    // {"variant", "energy", "uncertainty", ...}
//   const std::vector<std::string> names{"variant", "energy", "verdict"};
//   Table table = build_doc_columns(report, hotspot, names);
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/model/report.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

[[nodiscard]] std::vector<std::string> doc_column_names();

/// The hotspot's table with exactly these columns, each one of doc_column_names(). What the run does not know is a
/// column of empty cells, so that a page keeps its shape on another machine.
[[nodiscard]] Table build_doc_columns(const Report& report, const HotspotReport& hotspot,
                                      std::span<const std::string> names);

}  // namespace greenbench
