// How a run is judged: what its analysis is asked for. Saved with the run, so that it is judged the same way again.
//
//   AnalysisSettings settings{.margin = 0.05, .baseline = VariantId{"python", "concat"}};
//   Report report = analyse(run, settings);
//   Report as_it_was = analyse(run, run.settings);
#pragma once

#include <optional>

#include "results/model/carbon.hpp"
#include "results/model/variant_id.hpp"

namespace greenbench {

struct AnalysisSettings {
  double level = 0.95;   ///< of the intervals
  double margin = 0.02;  ///< of practical equivalence, as a fraction
  /// The baseline of every other variant, whatever its language, in the hotspots that have it; the other hotspots keep
  /// their languages' own. Empty: all of them do.
  std::optional<VariantId> baseline = {};
  std::optional<CarbonSettings> carbon = {};  ///< empty: nothing is said about carbon
  friend bool operator==(const AnalysisSettings&, const AnalysisSettings&) = default;
};

}  // namespace greenbench
