// Values of flags that would have helped a hotspot, from what it was measured with.
//
//   std::vector<SuggestedFlag> flags = flags_to_measure_more(hotspot, limits, 4.0);   // {{"--time-limit", "270s",
//   270}} std::string text = flags_text(flags);                                             // "--time-limit 270s"
//   flags = {region_flag(0.1)};                                                       // {{"--min-region", "100ms",
//   0.1}}
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// What has to be raised so that the hotspot gets so many times the rounds that it had: the time limit, the number of
/// rounds, or both. Empty where neither would stop it, and where the time would be more than twenty times the limit,
/// which is no advice.
[[nodiscard]] std::vector<SuggestedFlag> flags_to_measure_more(const HotspotReport& hotspot, const Limits& limits,
                                                               double times);

/// False where so many times the rounds would take more than twenty times the limit.
[[nodiscard]] bool is_worth_measuring(const HotspotReport& hotspot, const Limits& limits, double times);

/// --min-region of at least so many seconds.
[[nodiscard]] SuggestedFlag region_flag(double seconds);

/// --precision that this half-width, a fraction, would pass; empty where no percentage does.
[[nodiscard]] std::optional<SuggestedFlag> precision_flag(double half_width);

/// "--time-limit 270s --max-rounds 320"
[[nodiscard]] std::string flags_text(const std::vector<SuggestedFlag>& flags);

}  // namespace greenbench
