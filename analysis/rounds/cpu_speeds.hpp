// Whether the CPUs that the rounds of a hotspot ran on were equally fast. Ratios are taken within a round, on one CPU,
// and do not move; seconds do.
//
//   std::vector<CpuSpeed> speeds = cpu_speeds(measured, blocks, planned.variants.size());
//   speeds[1].relative_seconds;   // 1.4: the same work took 1.4 times as long there as on the fastest
//
// Each variant's ln(seconds per iteration), one value per round, is taken relative to the variant's mean over its
// rounds, and a round's value is the mean of these over its variants. A CPU's value is the median over its rounds.
#pragma once

#include <cstddef>
#include <vector>

#include "analysis/rounds/valid_blocks.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// In ascending order of the CPU. `blocks` are those of `measured`. Rounds without a CPU of their own or without a
/// valid block are left out.
[[nodiscard]] std::vector<CpuSpeed> cpu_speeds(const HotspotRun& measured, const HotspotBlocks& blocks,
                                               std::size_t variant_count);

}  // namespace greenbench
