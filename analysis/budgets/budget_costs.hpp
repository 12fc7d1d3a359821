// What is known of one variant's cost, or of its increase over a reference, in any metric that a budget may limit.
//
//   CostSource source{run, report};
//   BudgetCost joules = source.amount({.hotspot = 0, .variant = 1}, BudgetMetric::joules);
//   BudgetCost increase = source.increase({.hotspot = 0, .variant = 1}, comparison, BudgetMetric::seconds);
//   if (joules.obstacle) show(joules.obstacle->reason);
//
// Joules, seconds and watts are the report's. CPU seconds of one operation: the 20%-trimmed mean over a round's
// repetitions, then the Hodges-Lehmann centre and the exact signed-rank interval over the rounds, of the seconds
// themselves rather than of their logarithms, because they may be 0. An increase is 1 / ratio - 1, where the ratio is
// baseline / variant, so that its interval is the ratio's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analysis/rounds/model_corners.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/model_interval.hpp"
#include "results/model/budget.hpp"

namespace greenbench {

/// Indices into Plan::hotspots and PlannedHotspot::variants.
struct BudgetTarget {
  std::size_t hotspot = 0;
  std::size_t variant = 0;
};

/// Why nothing can be decided, and what would change that.
struct Obstacle {
  std::string reason;  ///< in a few words
  std::string remedy;  ///< one sentence
  std::vector<SuggestedFlag> flags = {};
};

struct BudgetCost {
  std::optional<double> value = {};
  std::optional<Interval> interval = {};        ///< of the noise; that of a single figure is the figure
  std::optional<Interval> model_interval = {};  ///< of an estimate: with the model's error in it
  bool estimated = false;
  std::uint32_t rounds_for_interval = 0;  ///< that it takes where there is none
  std::optional<Obstacle> obstacle = {};  ///< present where there is no value
};

/// Of a run and the report on it, which must outlive it.
class CostSource {
 public:
  CostSource(const Run& run, const Report& report);

  /// Of one operation. Estimated joules, watts and grams: the interval at every corner of the model, each widened by
  /// the model's error for a pair of that kind, and from the lowest end to the highest.
  [[nodiscard]] BudgetCost amount(BudgetTarget target, BudgetMetric metric) const;

  /// Over the baseline of a comparison that has the target as its variant.
  [[nodiscard]] BudgetCost increase(BudgetTarget target, const Comparison& comparison, BudgetMetric metric) const;

  /// Null where no repetition of it counts.
  [[nodiscard]] const VariantSummary* summary_of(BudgetTarget target) const;

  /// What a run without joules lacks.
  [[nodiscard]] Obstacle no_joules(BudgetTarget target) const;

 private:
  [[nodiscard]] BudgetCost joules_or_watts(BudgetTarget target, BudgetMetric metric) const;
  [[nodiscard]] BudgetCost grams(BudgetTarget target) const;
  [[nodiscard]] BudgetCost cpu_seconds(BudgetTarget target) const;
  [[nodiscard]] BudgetCost cpu_increase(BudgetTarget target, const Comparison& comparison) const;
  [[nodiscard]] std::optional<Interval> model_interval(BudgetTarget target, const Estimate& noise, bool watts) const;

  const Run* run_;
  const Report* report_;
  Confidence confidence_;  ///< of comparisons
  std::optional<EstimateModel> model_;
  std::optional<ModelDoubts> doubts_;
};

/// The increase that a ratio of reference / variant says: 0.5 of 1 / 1.5. Of Ratio, RunRatio and what has their value
/// and interval.
template <class AnyRatio>
[[nodiscard]] BudgetCost increase_of_ratio(const AnyRatio& ratio);

/// Of two single figures.
[[nodiscard]] BudgetCost memory_increase(const std::optional<PeakMemory>& reference,
                                         const std::optional<PeakMemory>& variant);

/// How many bytes an operation needs; one figure. Of a command all that its largest process needed.
[[nodiscard]] BudgetCost memory_cost(const std::optional<PeakMemory>& memory);

}  // namespace greenbench
