// What a sweep over problem sizes shows: how each variant's cost grows, and where the better variant changes. Plain
// data, filled by analysis, read by the writers.
//
//   const Sweep& sweep = report.sweeps[0];
//   const SweepVariant& join = sweep.variants[1];
//   if (join.energy_fit) name_of(join.energy_fit->law);   // "n log n"
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/model/schema.hpp"

namespace greenbench {

enum class GrowthLaw { linear, linearithmic, quadratic };

/// cost = constant + factor x law(n), per operation.
struct CostFit {
  GrowthLaw law = GrowthLaw::linear;
  double constant = 0.0;
  double factor = 0.0;
  /// Root of the mean squared relative residual: 0.05 means that the law is off by about 5% at the sizes measured.
  double relative_residual = 0.0;
};

/// One size of one variant.
struct SweepPoint {
  std::uint64_t size = 0;
  std::optional<double> joules;  ///< per operation
  double seconds = 0.0;          ///< per operation
};

struct SweepVariant {
  VariantId id;
  bool baseline = false;
  std::vector<SweepPoint> points = {};  ///< ascending sizes; those at which it was measured
  std::optional<CostFit> energy_fit = {};
  std::optional<CostFit> time_fit = {};
};

/// A size at which the cheaper of the two changes. The interval is absent on a side on which the sweep does not show
/// that one of the two is really cheaper.
struct Crossover {
  VariantId baseline;
  VariantId variant;
  bool energy = false;             ///< of energy; else of time
  bool variant_wins_above = true;  ///< the variant is the cheaper one at larger sizes
  double size = 0.0;
  std::optional<double> low;
  std::optional<double> high;
};

/// All sizes of one hotspot.
struct Sweep {
  std::string hotspot;  ///< "strings/build"
  std::vector<SweepVariant> variants;
  std::vector<Crossover> crossovers;
};

}  // namespace greenbench
