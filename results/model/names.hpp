// The names of enumerators as they stand in documents and formats.
//
//   name_of(Provenance::measured);               // "measured"
//   name_of(StopReason::precision_reached);      // "precision_reached"
//   name_of(Verdict::saves);                     // "saves"
#pragma once

#include <string_view>

#include "results/model/report.hpp"

namespace greenbench {

[[nodiscard]] std::string_view name_of(Provenance provenance);
[[nodiscard]] std::string_view name_of(StopReason reason);
[[nodiscard]] std::string_view name_of(Failure::Kind kind);
[[nodiscard]] std::string_view name_of(Verdict verdict);
[[nodiscard]] std::string_view name_of(Metric metric);
[[nodiscard]] std::string_view name_of(GrowthLaw law);
[[nodiscard]] std::string_view name_of(PlaceKind kind);

/// What stands before the code of such a place in --carbon: "country:"; nothing where a number was given.
[[nodiscard]] std::string_view prefix_of(PlaceKind kind);

}  // namespace greenbench
