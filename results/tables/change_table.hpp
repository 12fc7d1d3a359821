// The table of one hotspot in a comparison of two runs, as every format draws it.
//
//   Table table = change_table(comparison, comparison.hotspots[0]);
//   for (const Column& column : table.columns) draw(column.title, column.unit);
//   for (const std::string& note : table.notes) show(note);   // "python:join: interval includes 1"
#pragma once

#include "results/model/run_comparison.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// Energy and power have columns only where they can be compared. Without energy it is time that is shown in full.
[[nodiscard]] Table change_table(const RunComparison& comparison, const HotspotChange& hotspot);

/// The verdict that counts: on energy, or on time where energy cannot be compared.
[[nodiscard]] ChangeVerdict deciding_verdict(const VariantChange& change);

}  // namespace greenbench
