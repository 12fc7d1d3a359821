// What energy means for the climate: an assumption about the electricity, and what follows from it. Plain data.
//
//   CarbonSettings settings{.intensity = germany, .pue = 1.2, .operations_per_second = 1000.0};
//   Report report = analyse(run, {.carbon = settings});
//   double kilograms = report.hotspots[0].variants[0].footprint->per_year->co2e.value() / 1000.0;
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "counters/units/units.hpp"

namespace greenbench {

/// given: a number that was typed, of no place that the program knows.
enum class PlaceKind { given, country, state, grid_zone, cloud_region };

/// Grams of CO2-equivalent that one kWh of electricity stands for, and who says so.
struct CarbonIntensity {
  PlaceKind kind = PlaceKind::given;
  std::string code;  ///< "DEU", "USA-CA", "aws:eu-north-1"; empty when given
  std::string name;  ///< "Germany"; empty when given
  GramsPerKilowattHour value;
  std::optional<int> year = {};  ///< that the figure is about; empty where its source names none
  std::string source;
  friend bool operator==(const CarbonIntensity&, const CarbonIntensity&) = default;
};

/// What was asked with --carbon, --pue and --rate.
struct CarbonSettings {
  CarbonIntensity intensity;
  double pue = 1.0;                                  ///< power usage effectiveness: energy is multiplied with it; >= 1
  std::optional<double> operations_per_second = {};  ///< all year long; empty: nothing is said about a year
  friend bool operator==(const CarbonSettings&, const CarbonSettings&) = default;
};

/// 365 days: what "a year at a rate" means here.
inline constexpr double seconds_per_year = 365.0 * 86'400.0;

/// Energy with the overhead of the data centre (PUE) in it, and its CO2-equivalent.
struct Footprint {
  KilowattHours energy;
  Grams co2e;
};

/// Of one variant.
struct VariantFootprint {
  Footprint per_operation;
  std::optional<Footprint> per_year = {};  ///< at the stated rate
};

/// A footprint with the interval that its joules have. low <= high; below 0 where more is needed than before.
struct FootprintEstimate {
  Footprint value;
  std::optional<Footprint> low = {};  ///< low and high are present together
  std::optional<Footprint> high = {};
};

/// What a variant saves against its baseline.
struct FootprintSaving {
  FootprintEstimate per_operation;
  std::optional<FootprintEstimate> per_year = {};
};

/// Of all repetitions of a run, void ones included: what was spent between their reads of the counters. Set-up,
/// warm-up and the pauses between repetitions are not in it.
struct RunFootprint {
  Footprint repetitions;
  std::uint64_t repetitions_without_joules = 0;  ///< not 0: the footprint is a lower bound
};

}  // namespace greenbench
