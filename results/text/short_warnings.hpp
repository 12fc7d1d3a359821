// Warnings in one line each: what it is and one thing to do. Those of one kind in several hotspots are one.
//
//   short_warnings(report);   // {"strings/build, strings/csv_export: precision not reached; raise
//   --time-limit"}
#pragma once

#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// In the order in which their kinds first appear. Without what the page says elsewhere: that it is a preview, which
/// is not precise, and that joules are estimated.
[[nodiscard]] std::vector<std::string> short_warnings(const Report& report);

}  // namespace greenbench
