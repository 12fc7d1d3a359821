// What may explain each comparison, in one sentence: the counters that move with its joules, and those that do not.
//
//   for (const std::string& line : why_lines(report.hotspots[0], 3)) show(line);
//   // "python:join moves with: instructions 3.10x less, CPU time 3.00x less; against: cache misses 2.00x more."
//   show(why_caption(report));   // and that correlation is not cause
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// One per comparison that has such counters, at most `most` of each direction by name and the rest as a number.
[[nodiscard]] std::vector<std::string> why_lines(const HotspotReport& hotspot, std::size_t most);

/// "Peak memory of one operation: python:concat +76.3 MiB, python:join +12.0 MiB."; empty where none was measured.
[[nodiscard]] std::string peak_memory_line(const HotspotReport& hotspot);

/// How to read the lines.
[[nodiscard]] std::string why_caption(const Report& report);

}  // namespace greenbench
