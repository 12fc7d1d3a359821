// From saved runs and a marker's wishes to tables, ready to be drawn.
//
//   for (const Table& table : tables_for(selection, reports)) text += draw_table(table, Markup::markdown);
//   // the caption says machine, date, where the joules come from, version and seed: all of it from the run
#pragma once

#include <span>
#include <string>
#include <vector>

#include "results/docs/doc_selection.hpp"
#include "results/model/report.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// One table for each hotspot and size that matches, in the order of the runs and their plans. A hotspot is taken
/// from the first run that has it. Throws MarkerError when nothing matches, naming what is nearest.
[[nodiscard]] std::vector<Table> tables_for(const TableSelection& selection, std::span<const Report> reports);

}  // namespace greenbench
