// Whether a comparison's log-ratios behave as the method assumes: all that is known about one pair of variants.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   const auto diagnostics = diagnose(blocks, pair, Metric::energy);
//   if (diagnostics && diagnostics->trend.p_value < 0.001) worry();
//
// The parts: autocorrelation.hpp, variance_parts.hpp and trend.hpp (of the rounds' centres against the order in which
// the rounds ran). round_skew is the mean of the rounds' centres minus their Hodges-Lehmann estimate, in log units:
// 0 when rounds scatter evenly, else how far the pseudo-median that the ratio reports lies from the mean of the same
// centres. It needs no warning of its own: `means_differ` compares the ratio with a mean that such a skew moves as far.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "analysis/rounds/round_ratios.hpp"
#include "analysis/verdicts/comparisons.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// `metric` is what d is made of; with unknown joules energy gives nothing. Empty with fewer than three rounds.
[[nodiscard]] std::optional<Diagnostics> diagnose(const HotspotBlocks& blocks, VariantPair pair, Metric metric);

/// The same from the log-ratios themselves.
[[nodiscard]] std::optional<Diagnostics> diagnose(const BlockRatios& ratios, Metric metric);

/// Gives each comparison of a hotspot its diagnostics: of energy where it has joules and they are measured, else of
/// time. `comparisons` are those of `pairs`, in their order.
void add_diagnostics(std::vector<Comparison>& comparisons, std::span<const MeasuredPair> pairs,
                     const HotspotBlocks& blocks, Provenance provenance);

}  // namespace greenbench
