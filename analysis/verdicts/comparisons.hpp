// The comparisons of one hotspot: ratios of J, s and W with their intervals, before any verdict.
//
//   HotspotBlocks blocks = valid_blocks(planned, measured);
//   std::vector<MeasuredPair> pairs = measured_pairs(blocks, planned_pairs(planned));
//   std::vector<Comparison> comparisons = compare_variants(planned, pairs, 0.95);
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analysis/rounds/model_corners.hpp"
#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "results/model/precision.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Estimated as soon as one counted domain is, because the total then is; else measured if any domain is counted.
/// Estimated, too, when none is: nothing was measured.
[[nodiscard]] Provenance provenance_of(const std::vector<DomainRecord>& domains);

struct MeasuredPair {
  VariantPair pair;
  RoundRatios ratios;  ///< of one round or more
};

/// In the order of `pairs`. A pair that no round measured is left out.
[[nodiscard]] std::vector<MeasuredPair> measured_pairs(const HotspotBlocks& blocks, std::span<const VariantPair> pairs);

/// One per measured pair.
[[nodiscard]] std::vector<Comparison> compare_variants(const PlannedHotspot& planned,
                                                       std::span<const MeasuredPair> pairs, Confidence confidence);

/// The energy ratio at each corner of the model; empty when one of them is unknown.
[[nodiscard]] std::vector<Ratio> ratios_at_corners(const HotspotBlocks& blocks, VariantPair pair,
                                                   const EstimateModel& model, Confidence confidence);

struct LeastPrecise {
  std::string variant;  ///< "python:join"
  Precision precision;  ///< as precision_of() defines it
  Metric metric = Metric::time;
  Ratio ratio;  ///< of that metric: of energy where it is measured, else of time
};

/// The comparison that has furthest to go to the half-width wanted for its ratio. `precision` is what was asked for, a
/// fraction. Empty unless every one of the `planned` pairs has the intervals that decide, and when there are none.
[[nodiscard]] std::optional<LeastPrecise> least_precise(std::size_t planned, const std::vector<Comparison>& comparisons,
                                                        Provenance provenance, double precision);

}  // namespace greenbench
