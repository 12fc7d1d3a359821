// The energy meter that a plan chose, opened again: by every worker, and by the controller for the idle machine.
//
//   EnergyMeter meter = open_meter(planned_meter(run.plan), processes);
//   meter.start();  work();  meter.stop();
#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "counters/activity/process_usage.hpp"
#include "counters/meter/meter.hpp"
#include "counters/system/file_roots.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// What was found out once and holds for the whole run.
struct PlannedMeter {
  std::vector<std::string> sources;
  FileRoots roots;
  std::optional<PowerModel> power_model;
  std::vector<std::string> domains = {};                           ///< "package-0 of perf", as they have to be found
  std::vector<std::optional<double>> update_periods_seconds = {};  ///< one per domain
  std::vector<std::optional<double>> update_jitters_seconds = {};  ///< one per domain
};

[[nodiscard]] PlannedMeter planned_meter(const Plan& plan);

/// A source or a counter of the plan is not there any more.
class CounterLost : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// What a meter is made of.
struct PlannedSources {
  std::vector<std::unique_ptr<EnergySource>> sources;
  EnergyMeter::Options options;  ///< the update periods of the plan
};

/// Both throw CounterLost with the names and the reason when the counters are no longer those of the plan.
[[nodiscard]] PlannedSources open_sources(const PlannedMeter& planned, const std::shared_ptr<ProcessUsage>& processes);
[[nodiscard]] EnergyMeter open_meter(const PlannedMeter& planned, const std::shared_ptr<ProcessUsage>& processes);

}  // namespace greenbench
