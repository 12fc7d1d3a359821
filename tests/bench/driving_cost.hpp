// What driving a turn costs beside its repetition, as shares of measured time from one run.
//
//   DrivingCost cost = measure_driving_cost(Seconds{0.01}, 200);
//   cost.outside_window;   // 0.007: from one energy window to the next, through the processes of a round
//   cost.window_excess;    // 0.001: energy window beyond Google Benchmark's own timer
#pragma once

#include "counters/units/units.hpp"

namespace greenbench {

struct DrivingCost {
  double outside_window = 0.0;
  double window_excess = 0.0;
};

[[nodiscard]] DrivingCost measure_driving_cost(Seconds region, int repetitions);

}  // namespace greenbench
