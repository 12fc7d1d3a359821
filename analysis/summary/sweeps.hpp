// Hotspots that were measured at several sizes, put side by side.
//
//   report.sweeps = find_sweeps(report.hotspots);
//   for (const Crossover& crossover : report.sweeps[0].crossovers) say(crossover.size);
#pragma once

#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// One per hotspot with at least two sizes, in the order in which they come first; without the control.
[[nodiscard]] std::vector<Sweep> find_sweeps(const std::vector<HotspotReport>& hotspots);

}  // namespace greenbench
