// What two runs have in common: hotspots of one id and size, and their variants; and what has no counterpart, and why.
//
//   Matching matching = match_hotspots(before, after);
//   const MatchedVariant& first = matching.hotspots[0].variants[0];
//   RoundSamples samples = samples_of(matching.hotspots[0].before, first.before);
#pragma once

#include <vector>

#include "analysis/rounds/valid_blocks.hpp"
#include "results/model/run_comparison.hpp"

namespace greenbench {

/// Indices into the variants of the hotspot in each plan. Both runs have valid repetitions of it.
struct MatchedVariant {
  std::size_t before = 0;
  std::size_t after = 0;
};

/// Points into both runs. At least one variant.
struct MatchedHotspot {
  const PlannedHotspot* planned = nullptr;  ///< in the old run
  HotspotBlocks before;
  HotspotBlocks after;
  std::vector<MatchedVariant> variants;
};

struct Matching {
  std::vector<MatchedHotspot> hotspots;  ///< in the order of the old plan
  std::vector<NotCompared> not_compared;
};

[[nodiscard]] Matching match_hotspots(const Run& before, const Run& after);

}  // namespace greenbench
