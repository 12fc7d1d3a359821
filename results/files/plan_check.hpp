// Whether a document holds together: a plan in itself, and what was measured with its plan. Whoever reads a run asks
// before anything uses a number of it as an index.
//
//   Plan plan = plan_from_json(view);                     // asks check_plan() itself
//   check_calibration(entry, plan.hotspots[0], calibration);
#pragma once

#include <vector>

#include "results/files/json.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

// Each throws DocumentError at the place in `view` that is wrong.

/// `view` is the plan's.
void check_plan(const JsonView& view, const Plan& plan);

/// `view` has the keys "calibration", "peak_memory" and "failed_variants", as far as there is something to check.
void check_calibration(const JsonView& view, const PlannedHotspot& planned, const Calibration& calibration);
void check_peak_memory(const JsonView& view, const PlannedHotspot& planned,
                       const std::vector<std::optional<PeakMemory>>& peak_memory);
void check_failed_variants(const JsonView& view, const PlannedHotspot& planned,
                           const std::vector<VariantFailure>& failed);

/// `view` is a block's list of samples. They are of one block, each of another variant.
void check_block(const JsonView& view, const Plan& plan, const PlannedHotspot& planned,
                 const std::vector<Sample>& samples);

}  // namespace greenbench
