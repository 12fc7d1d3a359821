// The verdicts of a whole report, or of a whole comparison of two runs: Holm's adjustment over the family of its
// comparisons, then one ruling each.
//
//   std::vector<OpenComparison> open{{&comparison, corners, is_control("strings/build")}};
//   std::uint32_t hypotheses = settle(open, {.settings = settings, .provenance = provenance, .joules_counted = true});
//   Verdict verdict = comparison.energy_verdict;
//
// The family holds every comparison of the report that at least one round measured, except those of control/*
// hotspots: they ask whether the instrument works, not whether an optimisation does, and stand each for themselves.
// J, s and W are adjusted apart, each over the same number of comparisons; one without joules counts as p = 1.
// Every p-value, a control's too, is first multiplied by the price of stopping on width; see stopping_price().
// Of an estimate the p-values are those of its noise; the model's error is in the interval.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/verdicts/model_interval.hpp"
#include "results/model/run_comparison.hpp"

namespace greenbench {

/// A comparison with its ratios but without verdicts.
struct OpenComparison {
  Comparison* comparison = nullptr;
  std::vector<Ratio> corners;  ///< of energy, at the corners of the power model's ranges; see ratios_at_corners()
  bool control = false;
  std::optional<ModelDoubt> doubt = {};  ///< of an estimate; none where both sides are the same code
};

/// A change between two runs with its ratios but without verdicts.
struct OpenChange {
  VariantChange* comparison = nullptr;
  std::vector<RunRatio> corners;  ///< as above; see change_of()
  bool control = false;
  std::string hotspot;
  std::optional<ModelDoubt> doubt = {};  ///< as above
};

/// True for "control/aa", whose variants are one code under two names: no model can be wrong about their ratio.
[[nodiscard]] bool is_identical_code(std::string_view hotspot);

/// True for "control/aa" and the other hotspots of that suite.
[[nodiscard]] bool is_control(std::string_view hotspot);

struct FamilySettings {
  AnalysisSettings settings;
  Provenance provenance = Provenance::measured;
  bool joules_counted = true;  ///< the run had a source; a comparison without joules is then below resolution
  std::uint32_t stopping_price = 1;
  double error_share = 1.0;  ///< of the intervals, see Confidence
};

/// Fills p_adjusted, model_interval, verdicts and verdict_note, and returns the size of the family.
std::uint32_t settle(std::span<OpenComparison> open, const FamilySettings& family);

/// The same for two runs, whose joules are of `energy`; a change without joules has its note already.
std::uint32_t settle(std::span<OpenChange> open, const AnalysisSettings& settings, std::optional<Provenance> energy);

}  // namespace greenbench
