// From options to a plan: everything checked before anything runs.
//
//   EnergyPlan energy = plan_energy(options);               // opens the sources, measures update periods
//   Plan plan = make_plan(options, catalog, energy, seed);  // pure
//   if (!plan.notes.empty()) say(plan.notes);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "counters/probe.hpp"
#include "harness/command_line/options.hpp"
#include "harness/plan/hotspot_catalog.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// Where this run's joules come from, as found on this machine now.
struct EnergyPlan {
  std::vector<std::string> sources;  ///< names that a worker opens again
  std::vector<DomainRecord> domains;
  std::optional<PowerModel> power_model;
  std::vector<Unavailable> unavailable;
  std::vector<Unavailable> rejected;  ///< of these, the ones that could be opened and were found useless
};

/// Throws UsageError (unknown source, bad model file, missing root) or CannotMeasure (not here, with remedy).
[[nodiscard]] EnergyPlan plan_energy(const RunOptions& options);

/// Throws UsageError naming the flag and the nearest known name, or CannotMeasure when nothing that was
/// asked for can run here.
[[nodiscard]] Plan make_plan(const RunOptions& options, const HotspotCatalog& catalog, const EnergyPlan& energy,
                             std::uint64_t seed);

/// A plan for hotspots that stand in no catalogue, if there are any, without a control.
[[nodiscard]] Plan plan_for(const RunOptions& options, std::vector<PlannedHotspot> hotspots, const EnergyPlan& energy,
                            std::uint64_t seed);

}  // namespace greenbench
