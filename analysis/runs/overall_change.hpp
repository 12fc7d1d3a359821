// The geometric mean of old / new over all compared variants, with an interval.
//
//   std::optional<OverallChange> overall = overall_change(matching.hotspots, basis);
//   if (overall) show(overall->time.value, overall->variants);
//
// The variants of one hotspot ran in the same rounds, so their noise is shared: each round first gives the mean over
// its variants, and Welch's formula then takes the hotspots as independent, each weighted by its number of variants.
// The interval holds for these hotspots; it says nothing about hotspots that were not measured.
#pragma once

#include <optional>
#include <vector>

#include "analysis/runs/variant_change.hpp"

namespace greenbench {

/// Leaves out control/*. Empty with fewer than two variants, or when a hotspot has no round that measured all of its
/// variants. The interval of an estimate is the hull over the power model's parameters, absent when it is unknown.
[[nodiscard]] std::optional<OverallChange> overall_change(const std::vector<MatchedHotspot>& hotspots,
                                                          const ChangeBasis& basis);

}  // namespace greenbench
