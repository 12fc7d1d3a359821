// What reading all counters costs beside the bare system calls that it needs, measured side by side.
//
//   ReadCost cost = measure_read_cost(200);
//   cost.ratio;   // 1.06: one read of the source group / the same clock reads and preads written by hand
#pragma once

#include "counters/units/units.hpp"

namespace greenbench {

struct ReadCost {
  double ratio = 0.0;    ///< median over pairs
  Seconds bare;          ///< median of the system calls alone
  std::size_t counters;  ///< how many one read fills
};

/// On an emulated machine of two sockets with DRAM: its files are read through the same code and system calls, and
/// cost less than the kernel's own, so that on a real machine the ratio is nearer to 1.
[[nodiscard]] ReadCost measure_read_cost(int pairs);

}  // namespace greenbench
