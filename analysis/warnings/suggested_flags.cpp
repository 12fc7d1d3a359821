#include "analysis/warnings/suggested_flags.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace greenbench {
namespace {

/// What is advised should do, although the next run is not quite like this one.
constexpr double reserve = 1.1;
constexpr double most_times_the_limit = 20.0;

/// Two significant digits at most, whole above 10: 133.2 is 140, 7.31 is 7.4.
double rounded_up(double value) {
  const double unit = std::pow(10.0, std::floor(std::log10(value)) - 1.0);
  return std::ceil(value / unit - 1e-9) * unit;
}

double seconds_for(const HotspotReport& hotspot, double times) {
  return hotspot.wall_seconds * times * reserve;
}

}  // namespace

bool is_worth_measuring(const HotspotReport& hotspot, const Limits& limits, double times) {
  return seconds_for(hotspot, times) <= most_times_the_limit * limits.time_limit_seconds;
}

std::vector<SuggestedFlag> flags_to_measure_more(const HotspotReport& hotspot, const Limits& limits, double times) {
  std::vector<SuggestedFlag> flags;
  if (!is_worth_measuring(hotspot, limits, times)) return {};
  const double seconds = seconds_for(hotspot, times);
  if (seconds > limits.time_limit_seconds) {
    const double rounded = rounded_up(seconds);
    flags.push_back({"--time-limit", fmt::format("{:.6g}s", rounded), rounded});
  }
  const double rounds = std::ceil(std::max(hotspot.rounds, 1U) * times);
  if (rounds > limits.max_rounds) flags.push_back({"--max-rounds", fmt::format("{:.0f}", rounds), rounds});
  return flags;
}

SuggestedFlag region_flag(double seconds) {
  const double rounded = rounded_up(seconds);
  const std::string text = rounded < 1.0 ? fmt::format("{:.6g}ms", rounded * 1e3) : fmt::format("{:.6g}s", rounded);
  return {"--min-region", text, rounded};
}

std::optional<SuggestedFlag> precision_flag(double half_width) {
  constexpr double step = 0.001;
  const double rounded = std::ceil(half_width / step + 1e-9) * step;
  if (rounded >= 1.0) return std::nullopt;
  return SuggestedFlag{"--precision", fmt::format("{:.4g}%", 100.0 * rounded), rounded};
}

std::string flags_text(const std::vector<SuggestedFlag>& flags) {
  std::string text;
  for (const SuggestedFlag& each : flags) text += fmt::format("{}{} {}", text.empty() ? "" : " ", each.flag, each.text);
  return text;
}

}  // namespace greenbench
