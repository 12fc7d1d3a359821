// The interval of an estimated ratio: what noise, the range of the model's parameters and the model's own error leave
// open.
//
//   ModelDoubt doubt{.interval_factor = 1.47, .equivalence_factor = 1.45};
//   Ratio wide = widened(ratio, corners, doubt);
//   wide.interval;   // contains that of `ratio` and those of all corners
//
// Noise and the model's error do not depend on each other, so their half-widths are added as squares, as logarithms. A
// range of parameters is no second error beside the model's: the published pairs show both together, so the wider of
// the two counts at each end.
#pragma once

#include <optional>
#include <span>
#include <type_traits>

#include "analysis/estimate/model_error.hpp"
#include "analysis/rounds/round_values.hpp"
#include "results/model/run_comparison.hpp"

namespace greenbench {

/// The model's error for pairs of one kind, at the levels of the two intervals that a verdict looks at. 1 is none.
struct ModelDoubt {
  double interval_factor = 1.0;
  double equivalence_factor = 1.0;
};

/// The errors of a run's power model, worked out once.
class ModelDoubts {
 public:
  /// `level` is that of the intervals.
  ModelDoubts(const PowerModel& model, double level);

  [[nodiscard]] ModelDoubt of(PairKind kind) const;
  /// By how many CPUs the repetitions of the two sides kept busy.
  [[nodiscard]] ModelDoubt of(const RoundSamples& one, const RoundSamples& other) const;
  [[nodiscard]] const ModelErrors& errors() const { return interval_; }

 private:
  ModelErrors interval_;
  ModelErrors equivalence_;
};

/// One interval of a ratio with an error factor.
[[nodiscard]] Interval widened(double value, const Interval& noise, double factor);

/// The ratio with both its intervals widened, and the factor that it was done with. An interval is absent where the
/// ratio or a corner has none, or where the corners are unknown. Of Ratio and RunRatio.
template <class AnyRatio>
[[nodiscard]] AnyRatio widened(const AnyRatio& ratio, std::span<const std::type_identity_t<AnyRatio>> corners,
                               const ModelDoubt& doubt);

}  // namespace greenbench
