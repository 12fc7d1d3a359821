// What one iteration of each variant costs, with the interval over rounds.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   std::vector<VariantSummary> summaries = summarise(planned, measured, blocks, {0.95, Provenance::measured});
//   double seconds = summaries[0].seconds.value;
//
// A value is exp of the Hodges-Lehmann estimate over rounds of the 20%-trimmed mean of ln(value per iteration).
// Joules are all or nothing, as in round_ratios.hpp: one repetition without joules, and the variant has none.
#pragma once

#include <optional>
#include <vector>

#include "analysis/rounds/valid_blocks.hpp"
#include "analysis/summary/net_joules.hpp"
#include "results/model/report.hpp"

namespace greenbench {

struct SummarySettings {
  double level = 0.95;
  Provenance provenance = Provenance::measured;
  std::optional<VariantId> baseline = {};  ///< as in AnalysisSettings
  std::optional<IdleWatts> idle = {};      ///< of the run
};

/// One per planned variant, in the order of the plan; a variant without valid repetitions is left out.
///
/// joules_instrument_uncertainty, of (sum of joules) / (sum of iterations):
///  - An estimate's uncertainty is its parameters' range, the same in every repetition: it averages to itself,
///    (sum of u) / (sum of iterations), however many repetitions there are.
///  - A counter's is mostly quantisation and the update edges at both ends of a region. Within one process these can
///    repeat (regions of one length locked to the update period, one measured period used throughout), so u adds up
///    linearly over a round's repetitions, as if fully correlated. A fresh process starts at another phase and
///    measures the period anew, so rounds add in quadrature. With equal rounds that is u / sqrt(rounds) relative:
///    wider than independent repetitions would justify, and yet it shrinks with more rounds.
///
/// net_joules need measured joules, their instrument uncertainty and the idle machine's power; an estimate has none.
[[nodiscard]] std::vector<VariantSummary> summarise(const PlannedHotspot& planned, const HotspotRun& measured,
                                                    const HotspotBlocks& blocks, const SummarySettings& settings);

}  // namespace greenbench
