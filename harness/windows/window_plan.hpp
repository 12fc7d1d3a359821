// What windows in a running program are measured with: sources as --source takes them, the place of its electricity.
//
//   WindowPlan plan = plan_windows({.sources = {"auto"}, .roots = roots}, "DE");    // opens and closes the sources
//   auto processes = std::make_shared<ProcessUsage>(plan.meter.roots);
//   std::unique_ptr<WindowMeter> meter = open_window_meter(plan, processes);
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counters/activity/process_usage.hpp"
#include "counters/meter/window_meter.hpp"
#include "harness/command_line/options.hpp"
#include "harness/protocol/planned_meter.hpp"
#include "results/model/carbon.hpp"

namespace greenbench {

struct WindowPlan {
  PlannedMeter meter;
  std::vector<DomainRecord> domains;  ///< in the meter's order
  Provenance provenance = Provenance::measured;
  std::optional<CarbonIntensity> carbon;
};

/// Of `options` it takes where joules come from. `carbon` is a place or grams per kWh, as --carbon takes them; empty:
/// none. Throws UsageError and CannotMeasure, as plan_energy() does.
[[nodiscard]] WindowPlan plan_windows(const RunOptions& options, std::string_view carbon);

/// Throws CounterLost when the counters are no longer those of the plan. Measures nothing anew.
[[nodiscard]] std::unique_ptr<WindowMeter> open_window_meter(const WindowPlan& plan,
                                                             const std::shared_ptr<ProcessUsage>& processes);

/// "powercap", or "powercap + nvml": the sources that count.
[[nodiscard]] std::string source_names(const WindowPlan& plan);

}  // namespace greenbench
