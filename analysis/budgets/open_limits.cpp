#include "analysis/budgets/open_limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/warnings/suggested_flags.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {
namespace {

constexpr const char* change_limit = "change the limit, or quieten the machine (greenbench doctor lists the risks)";

/// --min-rounds, because the width of a ratio's interval would end the run earlier, and what else stands in the way.
/// Of commands with a fixed number of rounds --runs, which is what fixed it.
/// Empty where it would take too long to be advice.
std::vector<SuggestedFlag> flags_for_rounds(const HotspotReport& hotspot, const Limits& limits, double times) {
  if (!is_worth_measuring(hotspot, limits, times)) return {};
  const double rounds = std::ceil(std::max(hotspot.rounds, 1U) * times);
  const bool fixed_by_runs = runs_commands(hotspot.plan) && !stops_on_width(limits);
  std::vector<SuggestedFlag> flags{{fixed_by_runs ? "--runs" : "--min-rounds", fmt::format("{:.0f}", rounds), rounds}};
  for (SuggestedFlag& each : flags_to_measure_more(hotspot, limits, times)) {
    if (!fixed_by_runs || each.flag != "--max-rounds") flags.push_back(std::move(each));
  }
  return flags;
}

}  // namespace

Obstacle too_few_rounds(const HotspotReport& hotspot, const Limits& limits, std::uint32_t needed) {
  const double times = static_cast<double>(needed) / std::max(hotspot.rounds, 1U);
  const std::vector<SuggestedFlag> flags = flags_for_rounds(hotspot, limits, std::max(times, 1.0));
  return {
      .reason = fmt::format("only {} round{}: {} needed for an interval", hotspot.rounds,
                            hotspot.rounds == 1 ? "" : "s", needed),
      .remedy = flags.empty() ? "Measure more rounds, of a smaller --size." : fmt::format("Use {}.", flags_text(flags)),
      .flags = flags};
}

Obstacle too_wide(const HotspotReport& hotspot, const Limits& limits, std::optional<double> times) {
  const std::vector<SuggestedFlag> flags =
      times ? flags_for_rounds(hotspot, limits, *times) : std::vector<SuggestedFlag>{};
  Obstacle obstacle{.reason = "the limit lies in the interval", .remedy = "", .flags = flags};
  obstacle.remedy =
      flags.empty() ? fmt::format("The cost is too near the limit for a reasonable number of rounds: {}.", change_limit)
                    : fmt::format("Use {}, or {}.", flags_text(flags), change_limit);
  return obstacle;
}

Obstacle not_measured() {
  return {.reason = "the joules are estimated, not measured",
          .remedy =
              "Measure on a machine with energy counters (greenbench doctor), or write estimated = true in the "
              "budget: the interval with the model's error in it then decides."};
}

Obstacle model_too_wrong() {
  return {.reason = "the limit lies in the interval with the power model's error",
          .remedy =
              "Measure on a machine with energy counters (greenbench doctor), or change the limit; more rounds do "
              "not make a model better."};
}

}  // namespace greenbench
