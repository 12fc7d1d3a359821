// Warnings in one line each: what it is and one thing to do. Those of one kind in several hotspots are one.
//
//   const ShortWarnings warnings = short_warnings(report);
//   warnings.sentences;   // {"strings/build, strings/csv_export: precision not reached; use --time-limit 140s"}
//   warnings.left_out;    // 2 kinds that change no verdict
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

struct ShortWarnings {
  std::vector<std::string> sentences;
  std::size_t left_out = 0;  ///< kinds that change no verdict, for the long page
};

/// In the order in which their kinds first appear. Without what the page says elsewhere: that it is a preview, which
/// is not precise, and that joules are estimated.
[[nodiscard]] ShortWarnings short_warnings(const Report& report);

}  // namespace greenbench
