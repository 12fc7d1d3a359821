#include "harness/command_line/carbon_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>
#include <variant>

#include "analysis/summary/carbon_places.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/command_line/parse_value.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {

CarbonIntensity carbon_choice(std::string_view text) {
  if (const auto grams = parse_grams_per_kilowatt_hour(text)) {
    return {.kind = PlaceKind::given,
            .code = "",
            .name = "",
            .value = GramsPerKilowattHour{*grams},
            .source = "given with --carbon"};
  }
  const FoundPlace found = find_carbon_place(text);
  if (const auto* place = std::get_if<CarbonIntensity>(&found)) return *place;
  if (const auto* ambiguous = std::get_if<AmbiguousPlace>(&found)) {
    throw UsageError{
        fmt::format("--carbon: '{}' can be {}; write one of them", text, fmt::join(ambiguous->candidates, " or "))};
  }
  throw UsageError{
      fmt::format("--carbon: '{}' is neither a number of grams per kWh nor a known country, US state, Nordic grid zone "
                  "or cloud region{}",
                  text, did_you_mean(text, std::get<UnknownPlace>(found).known))};
}

}  // namespace greenbench
