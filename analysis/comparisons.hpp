// The comparisons of one hotspot: ratios of J, s and W with their intervals, before any verdict.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   std::vector<Comparison> comparisons = compare_variants(planned, blocks, 0.95);
//   std::optional<WidestInterval> widest = widest_interval(planned, comparisons, Provenance::measured);
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analysis/model_corners.hpp"
#include "analysis/worker_ratios.hpp"
#include "results/report.hpp"

namespace greenbench {

/// Estimated as soon as one counted domain is, because the total then is; else measured if any domain is counted.
/// Estimated, too, when none is: nothing was measured.
[[nodiscard]] Provenance provenance_of(const std::vector<DomainRecord>& domains);

/// One per planned pair, in the order of the plan. A pair that no worker measured is left out.
[[nodiscard]] std::vector<Comparison> compare_variants(const PlannedHotspot& planned, const HotspotBlocks& blocks,
                                                       double level);

/// The energy ratio at each corner of the model; empty when one of them is unknown.
[[nodiscard]] std::vector<Ratio> ratios_at_corners(const HotspotBlocks& blocks, VariantPair pair,
                                                   const EstimateModel& model, double level);

struct WidestInterval {
  std::string variant;      ///< "python:join"
  double half_width = 0.0;  ///< as half_width() defines it
  double ratio = 1.0;       ///< of energy; of time when no joules are known
};

/// The comparison whose interval is the widest: of energy, and of time as well where joules are estimated or
/// unknown. Empty unless every planned pair has these intervals, and when there are no pairs.
[[nodiscard]] std::optional<WidestInterval> widest_interval(const PlannedHotspot& planned,
                                                            const std::vector<Comparison>& comparisons,
                                                            Provenance provenance);

}  // namespace greenbench
