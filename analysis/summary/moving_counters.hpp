// The counters that move together with a comparison's joules, and those that move against them.
//
//   MovingCounters moving = moving_counters(concat, join, {.ratio = 3.0, .margin = 0.02});   // join: a third of the J
//   moving.with;      // {"instructions", 3.1 to 1}, {"page_faults_minor", 20 to 1}: nearest to the joules' ratio first
//   moving.against;   // {"cache_misses", 1 to 2}: more of it, and yet fewer joules
//
// Medians per operation are compared; what lies within the margin says nothing and is left out. A counter that is 0 on
// one side has a direction but no ratio, and so comes after those that have one. All of it is correlation: the counters
// say where to look, not what costs the energy.
#pragma once

#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

struct MovingCounters {
  std::vector<MovingCounter> with;
  std::vector<MovingCounter> against;
};

struct Movement {
  double ratio = 1.0;    ///< baseline / variant, of joules; above 0
  double margin = 0.02;  ///< 1 / (1 + margin) to 1 + margin is no movement
};

[[nodiscard]] MovingCounters moving_counters(const VariantSummary& baseline, const VariantSummary& variant,
                                             const Movement& joules);

/// Fills moves_with and moves_against of every comparison whose energy verdict (time verdict, where no joules are
/// known) is saves or costs.
void add_moving_counters(HotspotReport& hotspot, double margin);

}  // namespace greenbench
