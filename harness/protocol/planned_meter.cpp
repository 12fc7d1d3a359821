#include "harness/protocol/planned_meter.hpp"

#include <stdexcept>
#include <utility>

#include "counters/probe.hpp"

namespace greenbench {
namespace {

std::vector<std::optional<Seconds>> as_seconds(const std::vector<std::optional<double>>& numbers) {
  std::vector<std::optional<Seconds>> times;
  for (const auto& number : numbers) times.push_back(number ? std::optional{Seconds{*number}} : std::nullopt);
  return times;
}

}  // namespace

PlannedMeter planned_meter(const Plan& plan) {
  PlannedMeter planned{.sources = plan.requested_sources,
                       .roots = {plan.sysfs, plan.procfs, plan.devfs},
                       .power_model = plan.power_model};
  for (const DomainRecord& domain : plan.domains) {
    planned.update_periods_seconds.push_back(domain.update_period_seconds);
    planned.update_jitters_seconds.push_back(domain.update_jitter_seconds);
  }
  return planned;
}

EnergyMeter open_meter(const PlannedMeter& planned, const std::shared_ptr<ProcessUsage>& processes) {
  const PowerModel model = planned.power_model.value_or(PowerModel{});
  Selection selection = select_sources(planned.sources, {planned.roots, model, processes});
  if (selection.sources.empty()) throw std::runtime_error{selection.unavailable.front().reason};
  return EnergyMeter{std::move(selection.sources),
                     {.update_periods = as_seconds(planned.update_periods_seconds),
                      .update_jitters = as_seconds(planned.update_jitters_seconds)}};
}

}  // namespace greenbench
