// Which diagnostics deserve a warning: those that are beyond chance and large enough to matter.
//
//   const DiagnosticTests tests = count_tests(report);
//   for (const HotspotReport& hotspot : report.hotspots) {
//     for (Warning& warning : diagnostic_warnings(report, hotspot, tests)) list(warning);
//   }
#pragma once

#include <cstddef>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// How often a report asks each question: the chance of a false alarm is shared out over them.
struct DiagnosticTests {
  std::size_t comparisons = 0;       ///< with diagnostics
  std::size_t position_effects = 0;  ///< two for each hotspot: the first position, the largest effect
};

[[nodiscard]] DiagnosticTests count_tests(const Report& report);

/// round_variance, autocorrelated_blocks, position_effect and trend of one hotspot, each at most once.
[[nodiscard]] std::vector<Warning> diagnostic_warnings(const Report& report, const HotspotReport& hotspot,
                                                       DiagnosticTests tests);

}  // namespace greenbench
