// How many workers a verdict needs at least, whatever they measure.
//
//   least_workers_for(1, 0.95);    // 6: six signs that agree have p = 2 / 2^6 = 0.03125
//   least_workers_for(20, 0.95);   // 10: 20 x 2 / 2^10 = 0.039
#pragma once

#include <cstddef>
#include <cstdint>

namespace greenbench {

/// The least n with comparisons x 2 / 2^n <= 1 - level: the smallest exact p-value that Holm's adjustment over a
/// family of `comparisons` (0 counts as 1) still lets reject. `level` lies in (0, 1).
[[nodiscard]] std::uint32_t least_workers_for(std::size_t comparisons, double level);

}  // namespace greenbench
