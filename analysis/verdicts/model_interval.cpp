#include "analysis/verdicts/model_interval.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

/// `corner_interval` gives that interval of a corner.
template <class AnyRatio, class CornerInterval>
std::optional<Interval> wide_interval(const AnyRatio& ratio, std::span<const AnyRatio> corners, double factor,
                                      CornerInterval interval_of) {
  const std::optional<Interval>& noise = interval_of(ratio);
  if (!noise || corners.empty()) return std::nullopt;
  std::optional<Interval> hull = widened(ratio.value, *noise, factor);
  for (const AnyRatio& corner : corners) hull = hull_of(hull, interval_of(corner));
  return hull;
}

double busy_cpus(const RoundSamples& rounds) {
  double cpu = 0.0;
  double wall = 0.0;
  for (const SampleList& samples : rounds) {
    for (const Sample* sample : samples) {
      cpu += sample->cpu_seconds;
      wall += sample->wall_seconds;
    }
  }
  return wall > 0.0 ? cpu / wall : 0.0;
}

}  // namespace

ModelDoubts::ModelDoubts(const PowerModel& model, double level)
    : interval_(model_errors(model, level)), equivalence_(model_errors(model, equivalence_level)) {}

ModelDoubt ModelDoubts::of(PairKind kind) const {
  const bool one_core = kind == PairKind::one_core;
  return {.interval_factor = one_core ? interval_.one_core.factor : interval_.parallel.factor,
          .equivalence_factor = one_core ? equivalence_.one_core.factor : equivalence_.parallel.factor};
}

ModelDoubt ModelDoubts::of(const RoundSamples& one, const RoundSamples& other) const {
  return of(pair_kind(busy_cpus(one), busy_cpus(other)));
}

Interval widened(double value, const Interval& noise, double factor) {
  const double error = std::log(factor);
  const double down = std::hypot(std::log(value / noise.low), error);
  const double up = std::hypot(std::log(noise.high / value), error);
  // The value lies in its interval, save for rounding.
  return {.low = std::min(noise.low, value * std::exp(-down)),
          .high = std::max(noise.high, value * std::exp(up)),
          .level = noise.level};
}

template <class AnyRatio>
AnyRatio widened(const AnyRatio& ratio, std::span<const std::type_identity_t<AnyRatio>> corners,
                 const ModelDoubt& doubt) {
  AnyRatio wide = ratio;
  wide.interval =
      wide_interval(ratio, corners, doubt.interval_factor, [](const AnyRatio& each) { return each.interval; });
  wide.equivalence_interval = wide_interval(ratio, corners, doubt.equivalence_factor,
                                            [](const AnyRatio& each) { return each.equivalence_interval; });
  wide.model_error = doubt.interval_factor;
  return wide;
}

template Ratio widened(const Ratio&, std::span<const Ratio>, const ModelDoubt&);
template RunRatio widened(const RunRatio&, std::span<const RunRatio>, const ModelDoubt&);

}  // namespace greenbench
