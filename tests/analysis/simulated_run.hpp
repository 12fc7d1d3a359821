// Runs made up for tests: plans, samples and rounds from a few numbers a reader can check by hand.
//
//   PlannedHotspot planned = planned_hotspot("strings/build", {"python:concat", "python:join"});
//   HotspotRun measured{.rounds = {round_of(0, {{{2.0, 8.0}, {1.0, 4.0}}})}};   // one block: 2 s, 8 J and 1 s, 4 J
//   Run run = run_of(planned, measured, Provenance::measured);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

/// The first variant of each language is its baseline.
[[nodiscard]] PlannedHotspot planned_hotspot(const std::string& id, const std::vector<std::string>& variants);

/// Of one iteration.
struct Cost {
  double seconds = 1.0;
  std::optional<double> joules = std::nullopt;
};

/// Every repetition of a simulated run has this many iterations.
inline constexpr std::uint64_t simulated_iterations = 4;

/// All iterations together cost simulated_iterations times as much.
[[nodiscard]] Sample repetition(std::uint32_t variant, std::uint32_t block, Cost cost);

/// One inner list per block, one cost per variant.
[[nodiscard]] RoundRecord round_of(std::uint32_t index, const std::vector<std::vector<Cost>>& blocks);

/// As many equal rounds as `count`.
[[nodiscard]] HotspotRun equal_rounds(std::uint32_t count, const std::vector<std::vector<Cost>>& blocks);

/// A run of one hotspot with one counted domain.
[[nodiscard]] Run run_of(const PlannedHotspot& planned, const HotspotRun& measured, Provenance provenance);

}  // namespace greenbench
