// How precise a ratio is, and how precise it has to be.
//
//   double wanted = wanted_half_width(0.02, 600.0);              // 0.05: nobody needs to know 600x to 2%
//   std::optional<Precision> found = precision_of(comparison, provenance, 0.02);
//   if (found && found->is_reached()) stop();
//
// Half-width means sqrt(high / low) - 1 of a ratio's interval, so that 0.02 is "within 2% either way", the same for a
// ratio and its inverse.
#pragma once

#include <optional>

#include "results/model/report.hpp"

namespace greenbench {

/// As a fraction: an interval of value / 1.02 to value * 1.02 has 0.02. The interval's ends are more than 0.
[[nodiscard]] double half_width(const Interval& ratio_interval);

/// The half-width that the interval of `ratio` has to reach, as a fraction: max(precision, min(5%, |ln ratio| / 10)).
/// `precision` is what was asked for (--precision), a fraction; a difference that is clearly larger than it need not be
/// known as well. `ratio` is more than 0.
[[nodiscard]] double wanted_half_width(double precision, double ratio);

/// What the ratios of a hotspot are measured to: limits.precision; at least 1% for control/aa, whose interval is the
/// noise floor and could not lie within the margin of equivalence otherwise.
[[nodiscard]] double precision_for(const PlannedHotspot& planned, const Limits& limits);

struct Precision {
  double half_width = 0.0;  ///< of the interval that has furthest to go
  double wanted = 0.0;      ///< for that interval

  [[nodiscard]] bool is_reached() const { return half_width <= wanted; }
};

/// Whether `left` is further from what is wanted than `right`: by the ratio of half-width and wanted one.
[[nodiscard]] bool is_less_precise(const Precision& left, const Precision& right);

/// Of the interval that has furthest to go of those that decide: of J; of s as well where joules are estimated, alone
/// where none are known. Empty when one of these is absent.
[[nodiscard]] std::optional<Precision> precision_of(const Comparison& comparison, Provenance provenance,
                                                    double precision);

}  // namespace greenbench
