// Tables behind the first one, for reports that have room: every comparison with its p-values, and how much was
// measured.
//
//   draw(build_comparison_table(report, report.hotspots[0]));
//   draw(build_detail_table(report, report.hotspots[0]));
//   for (const Meaning& meaning : column_meanings(report)) explain(meaning.title, meaning.text);
#pragma once

#include <string>
#include <vector>

#include "results/model/report.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// The ratios of all three quantities, each with its interval. Only columns and rows are filled.
[[nodiscard]] Table build_comparison_table(const Report& report, const HotspotReport& hotspot);

/// What stands behind each row: how much was measured, and the means with disturbances included.
[[nodiscard]] Table build_detail_table(const Report& report, const HotspotReport& hotspot);

/// What a column of any of a report's tables means, in one sentence.
struct Meaning {
  std::string title;
  std::string text;
};

[[nodiscard]] std::vector<Meaning> column_meanings(const Report& report);

}  // namespace greenbench
