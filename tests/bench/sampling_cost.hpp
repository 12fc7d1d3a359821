// How much the power sampling thread slows work on another processor, from pairs of blocks with and without it.
//
//   std::optional<SamplingCost> cost = measure_sampling_cost(150);
//   cost->slowdown;   // 0.0004, between cost->low and cost->high
//   cost->thread_share;  // 0.012: of one processor, used by the thread
#pragma once

#include <optional>

#include "counters/units/units.hpp"

namespace greenbench {

struct SamplingCost {
  double slowdown = 0.0;  ///< Hodges-Lehmann estimate over the pairs, as a share of its CPU time without
  double low = 0.0;       ///< its 95% interval
  double high = 0.0;
  double thread_share = 0.0;        ///< median over the blocks
  double samples_per_second = 0.0;  ///< that were really taken in the blocks
  Seconds block;                    ///< median of its wall time without the thread
  double array_mebibytes = 0.0;     ///< all arrays together
};

/// A triad over three arrays, on one processor, that takes all its data from memory where the last-level cache is
/// smaller than they are. On another a PowerSampler reads one emulated sensor file every millisecond, or sleeps: which
/// of the two comes first in a pair is random. Compared is the work's own CPU time: when other processes run, what they
/// take away from it is left out, but not how they disturb it. Empty when the process may use one processor only.
[[nodiscard]] std::optional<SamplingCost> measure_sampling_cost(int pairs);

}  // namespace greenbench
