// A sweep over sizes as a table: one row per variant, one column per size, how the cost grows, and where the cheaper
// variant changes.
//
//   for (const Sweep& sweep : report.sweeps) draw(build_sweep_table(report, sweep));
//   Table table = build_sweep_table(report, report.sweeps[0]);
//   table.notes;      // "Python: numpy needs less energy than loop from n = 101 on (85 to 118)."
#pragma once

#include <string>

#include "results/tables/table.hpp"

namespace greenbench {

/// Whether every variant's joules are known at every size.
[[nodiscard]] bool knows_joules(const Sweep& sweep);

/// Of energy where every variant's joules are known at every size, else of time.
[[nodiscard]] Table build_sweep_table(const Report& report, const Sweep& sweep);

/// How to read it: what the growth law and the crossover's interval are.
[[nodiscard]] std::string sweep_caption();

}  // namespace greenbench
