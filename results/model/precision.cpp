#include "results/model/precision.hpp"

#include <algorithm>
#include <cmath>

namespace greenbench {

namespace {

std::optional<Precision> precision_of(const Ratio& ratio, double precision) {
  if (!ratio.interval || ratio.interval->low <= 0.0) return std::nullopt;
  return Precision{half_width(*ratio.interval), wanted_half_width(precision, ratio.value)};
}

}  // namespace

double half_width(const Interval& ratio_interval) {
  return std::sqrt(ratio_interval.high / ratio_interval.low) - 1.0;
}

double wanted_half_width(double precision, double ratio) {
  constexpr double widest = 0.05;
  constexpr double share_of_effect = 0.1;
  return std::max(precision, std::min(widest, share_of_effect * std::abs(std::log(ratio))));
}

double precision_for(const PlannedHotspot& planned, const Limits& limits) {
  constexpr double of_control = 0.01;
  return planned.id == "control/aa" ? std::min(limits.precision, of_control) : limits.precision;
}

bool is_less_precise(const Precision& left, const Precision& right) {
  return left.half_width * right.wanted > right.half_width * left.wanted;
}

std::optional<Precision> precision_of(const Comparison& comparison, Provenance provenance, double precision) {
  const std::optional<Precision> of_time = precision_of(comparison.time, precision);
  if (!comparison.energy) return of_time;
  const std::optional<Precision> of_energy = precision_of(*comparison.energy, precision);
  if (provenance != Provenance::estimated || !of_energy) return of_energy;
  if (!of_time) return std::nullopt;
  return is_less_precise(*of_time, *of_energy) ? of_time : of_energy;
}

}  // namespace greenbench
