#include "harness/windows/window_plan.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "analysis/verdicts/comparisons.hpp"
#include "harness/command_line/report_choices.hpp"
#include "harness/plan/plan_builder.hpp"

namespace greenbench {

WindowPlan plan_windows(const RunOptions& options, std::string_view carbon) {
  WindowPlan windows;
  if (!carbon.empty()) windows.carbon = carbon_choice(carbon);
  EnergyPlan energy = plan_energy(options);
  Plan plan;
  plan.requested_sources = energy.sources;
  plan.sysfs = options.roots.sysfs.string();
  plan.procfs = options.roots.procfs.string();
  plan.devfs = options.roots.devfs.string();
  plan.domains = std::move(energy.domains);
  plan.power_model = std::move(energy.power_model);
  windows.meter = planned_meter(plan);
  windows.domains = std::move(plan.domains);
  windows.provenance = provenance_of(windows.domains);
  return windows;
}

std::unique_ptr<WindowMeter> open_window_meter(const WindowPlan& plan, const std::shared_ptr<ProcessUsage>& processes) {
  PlannedSources opened = open_sources(plan.meter, processes);
  return std::make_unique<WindowMeter>(std::move(opened.sources), std::move(opened.options));
}

std::string source_names(const WindowPlan& plan) {
  std::vector<std::string> names;
  for (const DomainRecord& domain : plan.domains) {
    if (domain.counted && std::ranges::find(names, domain.source) == names.end()) names.push_back(domain.source);
  }
  return fmt::format("{}", fmt::join(names, " + "));
}

}  // namespace greenbench
