// One variant in two runs: the ratios of J, s and W, before any verdict.
//
//   ChangeBasis basis{.level = 0.95, .energy = Provenance::measured, .model = {}};
//   MeasuredChange measured = change_of(matched, matched.variants[0], basis);
//   double half = measured.change.time.value;   // 2.0: the new run needs half
#pragma once

#include <optional>
#include <vector>

#include "analysis/rounds/model_corners.hpp"
#include "analysis/rounds/round_values.hpp"
#include "analysis/runs/matched_hotspots.hpp"
#include "analysis/verdicts/model_interval.hpp"

namespace greenbench {

/// How the joules of both runs are compared, and at which level.
struct ChangeBasis {
  double level = 0.95;
  std::optional<Provenance> energy;         ///< empty: time only
  std::optional<EstimateModel> model = {};  ///< of both runs, when joules are estimated and the model is known
  std::optional<ModelDoubts> doubts = {};   ///< present where the model is
};

struct MeasuredChange {
  VariantChange change;
  std::vector<RunRatio> corners;  ///< of energy; empty when measured, or when a corner's joules are unknown
  ModelDoubt doubt;               ///< none known: none
};

[[nodiscard]] MeasuredChange change_of(const MatchedHotspot& hotspot, MatchedVariant variant, const ChangeBasis& basis);

/// ln of the joules per iteration at a corner of the model, one per round; empty when some are unknown.
[[nodiscard]] std::optional<std::vector<double>> log_joules_at(const RoundSamples& rounds, const EstimateModel& model,
                                                               const ModelCorner& corner);

}  // namespace greenbench
