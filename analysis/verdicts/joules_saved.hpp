// How many joules of one operation a variant saves against its baseline, with an interval.
//
//   std::optional<JoulesSaved> saved = joules_saved(blocks, {.baseline = 0, .variant = 1}, 0.95);
//   saved->value;        // 0.004: 4 mJ less than the baseline
//   saved->interval;     // 0.0037 to 0.0042
//
// The ratio says how many times; a saving in kWh or money needs the difference itself. A round's value is the
// 20%-trimmed mean over its blocks of (joules of the baseline - joules of the variant), both per operation; over the
// rounds go the Hodges-Lehmann centre and the exact signed-rank interval, as for the ratio. Near the edge the two
// can disagree about whether there is a difference: verdicts are the ratio's.
#pragma once

#include <optional>

#include "analysis/rounds/model_corners.hpp"
#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "results/model/report.hpp"

namespace greenbench {

/// Empty when one paired block has no joules, as for the ratio. `model` widens the interval over its corners, and over
/// a ratio of the pair that is `model_error` times too large or too small; where a corner's joules are unknown, the
/// model interval stays empty.
[[nodiscard]] std::optional<JoulesSaved> joules_saved(const HotspotBlocks& blocks, VariantPair pair,
                                                      Confidence confidence,
                                                      const std::optional<EstimateModel>& model = std::nullopt,
                                                      double model_error = 1.0);

}  // namespace greenbench
