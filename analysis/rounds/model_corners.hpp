// The joules of an estimate again, at every corner of the ranges of the power model's parameters.
//
//   std::optional<EstimateModel> model = EstimateModel::of(plan);
//   for (const ModelCorner& corner : model->corners()) {
//     std::optional<double> joules = model->joules(sample, corner);
//
// Only the three terms of the model move; a counter that was measured beside them keeps its joules.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "analysis/rounds/round_ratios.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

struct ModelCorner {
  double idle_watts_per_cpu = 0.0;
  double full_watts_per_cpu = 0.0;
  double memory_watts_per_gib = 0.0;
};

class EstimateModel {
 public:
  /// Empty when the plan has no power model, or counts an estimated domain that the model does not explain
  /// ("cpu_idle", "cpu_active" and "memory" are those it does).
  [[nodiscard]] static std::optional<EstimateModel> of(const Plan& plan);

  /// Every combination of low and high, at most 8. Combinations in which full power is below idle power are skipped.
  [[nodiscard]] std::vector<ModelCorner> corners() const;

  /// Joules of all iterations; empty when unknown or not more than 0.
  [[nodiscard]] std::optional<double> joules(const Sample& sample, const ModelCorner& corner) const;

 private:
  EstimateModel(PowerModel model, std::size_t domain_count);

  PowerModel model_;
  std::size_t domain_count_;
  std::optional<std::size_t> idle_domain_, active_domain_, memory_domain_;
};

/// What the joules of a pair could be, as far as a difference of them goes: at every corner, with those of the variant
/// `model_error` times larger and smaller against the baseline's. The functions refer to `model`.
[[nodiscard]] std::vector<JoulesOf> possible_joules(const EstimateModel& model, VariantPair pair, double model_error);

}  // namespace greenbench
