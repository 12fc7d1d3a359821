#include "tests/analysis/simulated_run.hpp"

#include <set>

namespace greenbench {

PlannedHotspot planned_hotspot(const std::string& id, const std::vector<std::string>& variants) {
  PlannedHotspot planned;
  planned.id = id;
  std::set<std::string> languages;
  for (const std::string& text : variants) {
    const std::size_t colon = text.find(':');
    const VariantId variant{text.substr(0, colon), text.substr(colon + 1)};
    planned.variants.push_back({variant, languages.insert(variant.language).second});
  }
  return planned;
}

Sample repetition(std::uint32_t variant, std::uint32_t block, Cost cost) {
  constexpr auto iterations = static_cast<double>(simulated_iterations);
  Sample sample;
  sample.variant = variant;
  sample.block = block;
  sample.iterations = simulated_iterations;
  sample.wall_seconds = cost.seconds * iterations;
  sample.cpu_seconds = sample.wall_seconds;
  if (cost.joules) {
    sample.energy_total_joules = *cost.joules * iterations;
    sample.domain_joules = {*cost.joules * iterations};
  }
  return sample;
}

RoundRecord round_of(std::uint32_t index, const std::vector<std::vector<Cost>>& blocks) {
  RoundRecord round;
  round.index = index;
  for (std::uint32_t block = 0; block < blocks.size(); ++block) {
    for (std::uint32_t variant = 0; variant < blocks[block].size(); ++variant) {
      round.samples.push_back(repetition(variant, block, blocks[block][variant]));
    }
  }
  return round;
}

HotspotRun equal_rounds(std::uint32_t count, const std::vector<std::vector<Cost>>& blocks) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < count; ++index) measured.rounds.push_back(round_of(index, blocks));
  measured.stop = StopReason::precision_reached;
  return measured;
}

Run run_of(const PlannedHotspot& planned, const HotspotRun& measured, Provenance provenance) {
  Run run;
  run.plan.domains.push_back({.name = provenance == Provenance::measured ? "package-0" : "cpu_active",
                              .source = provenance == Provenance::measured ? "powercap" : "estimate",
                              .where = "",
                              .provenance = provenance,
                              .counted = true,
                              .resolution_joules = 61e-6,
                              .update_period_seconds = {},
                              .wrap_joules = {}});
  run.plan.hotspots.push_back(planned);
  run.hotspots.push_back(measured);
  return run;
}

}  // namespace greenbench
