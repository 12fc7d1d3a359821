// Which warnings a report must carry: each rule looks at the finished report and at the run behind it.
//
//   std::vector<Warning> warnings = find_warnings(run, report);
//   for (const Warning& warning : warnings) list(warning.code, warning.text);
#pragma once

#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// Those of the whole run first, then hotspot by hotspot in the order of the plan. `report` must be complete but for
/// its warnings.
[[nodiscard]] std::vector<Warning> find_warnings(const Run& run, const Report& report);

/// True when the plain mean lies outside the ratio's interval and further from its value than the margin of
/// equivalence: then the two would tell a reader different stories. False when there is no interval.
[[nodiscard]] bool means_differ(const Ratio& ratio, double margin);

}  // namespace greenbench
