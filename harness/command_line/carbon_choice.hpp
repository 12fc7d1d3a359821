// --carbon PLACE: a number, or a place that the table knows.
//
//   CarbonIntensity germany = carbon_choice("DEU");      // 380.95 g/kWh
//   CarbonIntensity typed = carbon_choice("400");        // 400 g/kWh, given
//   carbon_choice("CA");    // throws UsageError: "'CA' can be country:CAN or state:USA-CA; write one of them"
#pragma once

#include <string_view>

#include "results/model/carbon.hpp"

namespace greenbench {

/// Throws UsageError with the candidates when several places are called so, or with the nearest name when none is.
[[nodiscard]] CarbonIntensity carbon_choice(std::string_view text);

}  // namespace greenbench
