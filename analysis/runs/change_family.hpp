// The verdicts of a whole comparison of two runs: Holm's adjustment over the family, then one ruling each.
//
//   std::vector<OpenChange> open{{&change, corners, "strings/build", false}};
//   std::uint32_t hypotheses = settle_changes(open, {}, Provenance::measured);
//   ChangeVerdict verdict = change.time_verdict;
//
// As in family.hpp: control/* stays outside the family; J, s and W are adjusted apart, each over the same number of
// comparisons, one without joules counting as p = 1; every corner of a power model is a family of its own.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "results/model/run_comparison.hpp"

namespace greenbench {

/// A change with its ratios but without verdicts.
struct OpenChange {
  VariantChange* change = nullptr;
  std::vector<RunRatio> corners;  ///< of energy, at the corners of the power model's ranges; see change_of()
  std::string hotspot;
  bool control = false;
};

/// Fills p_adjusted, model_interval, verdicts and notes, and returns the size of the family.
std::uint32_t settle_changes(std::span<OpenChange> open, const AnalysisSettings& settings,
                             std::optional<Provenance> energy);

}  // namespace greenbench
