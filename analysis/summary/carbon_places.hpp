// How carbon-intensive electricity is where: countries, US states, Nordic grid zones and cloud regions.
//
//   const auto found = std::get<CarbonIntensity>(find_carbon_place("Germany"));    // 380.95 g/kWh, 2023
//   const auto two = std::get<AmbiguousPlace>(find_carbon_place("DE"));    // country:DEU and state:USA-DE
//   const auto none = std::get<UnknownPlace>(find_carbon_place("Germny"));
//
// The figures are analysis/summary/data/carbon_intensity.csv, each with its source; docs/carbon.md names them.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "results/model/carbon.hpp"

namespace greenbench {

/// Lines of the CSV file, the header first.
[[nodiscard]] std::span<const std::string_view> carbon_intensity_lines();

struct CarbonPlace {
  CarbonIntensity intensity;
  std::string short_code;  ///< "DE", "CA", "eu-north-1": known without its country or cloud; may be empty
};

/// In the order of the file.
[[nodiscard]] std::vector<CarbonPlace> carbon_places();

/// Places of several kinds that are called the same; each text finds exactly one: "country:DEU".
struct AmbiguousPlace {
  std::vector<std::string> candidates;
};

/// Everything that would have been understood in its place, to look for the nearest in.
struct UnknownPlace {
  std::vector<std::string> known;
};

using FoundPlace = std::variant<CarbonIntensity, AmbiguousPlace, UnknownPlace>;

/// `text` is a code ("DEU", "USA-CA", "aws:eu-north-1"), a short code ("DE", "CA", "eu-north-1") or a name, upper or
/// lower case. With "country:", "state:", "zone:" or "region:" before it only places of that kind count.
[[nodiscard]] FoundPlace find_carbon_place(std::string_view text);

/// "country:DEU": always finds this place, and no other.
[[nodiscard]] std::string exact_name(const CarbonIntensity& place);

}  // namespace greenbench
