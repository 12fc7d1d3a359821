// One claim's pair of variants, measured at one size of its hotspot: what is shown, and what is judged.
//
//   MeasuredClaim measured = measure_claim(claim, place, {.level = 0.95, .model = EstimateModel::of(plan)});
//   if (!measured.judged) show(measured.why_not);        // "only 3 rounds: 6 needed"
//   else rule_on_claim(claim.statement, *measured.judged, margin);
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analysis/claims/claim_rule.hpp"
#include "analysis/rounds/model_corners.hpp"
#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/model_interval.hpp"
#include "results/model/claim.hpp"

namespace greenbench {

/// One size of the claim's hotspot, and its two variants there.
struct ClaimPlace {
  const PlannedHotspot* planned = nullptr;
  const HotspotRun* measured = nullptr;
  VariantPair pair;
};

struct ClaimBasis {
  Confidence confidence = 0.95;
  bool estimated = false;                   ///< the joules are
  std::optional<EstimateModel> model = {};  ///< of an estimate; empty: its range is unknown
  std::optional<ModelDoubts> doubts = {};   ///< of an estimate; present where the model is
  std::optional<std::uint32_t> cpus = {};   ///< of the machine, as far as it was recorded
};

struct MeasuredClaim {
  std::optional<ClaimMeasurement> measurement;  ///< empty: the metric is absent
  std::optional<JudgedEffect> judged;           ///< empty: nothing can be said
  std::string why_not;                          ///< when one of them is empty
};

[[nodiscard]] MeasuredClaim measure_claim(const Claim& claim, const ClaimPlace& place, const ClaimBasis& basis);

/// By how much two figures of peak memory may differ and mean nothing: the kernel adds pages up in batches of 32 for
/// each CPU, so one figure is good to n x 128 KiB (see harness/round/peak_memory.hpp), and a difference of two growths
/// has four of them.
[[nodiscard]] double peak_memory_resolution_bytes(std::uint32_t cpus);

}  // namespace greenbench
