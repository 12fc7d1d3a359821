#include "harness/protocol/planned_meter.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "counters/probe.hpp"

namespace greenbench {
namespace {

std::vector<std::optional<Seconds>> as_seconds(const std::vector<std::optional<double>>& numbers) {
  std::vector<std::optional<Seconds>> times;
  for (const auto& number : numbers) times.push_back(number ? std::optional{Seconds{*number}} : std::nullopt);
  return times;
}

std::string domain_of_source(const std::string& domain, const std::string& source) {
  return fmt::format("{} of {}", domain, source);
}

std::vector<std::string> domains_of(const Selection& selection) {
  std::vector<std::string> names;
  for (const auto& source : selection.sources) {
    for (const Domain& domain : source->domains()) names.push_back(domain_of_source(domain.name, source->name()));
  }
  return names;
}

/// The names in one list that are not in the other, in order.
std::vector<std::string> missing_in(const std::vector<std::string>& names, const std::vector<std::string>& others) {
  std::vector<std::string> missing;
  for (const std::string& name : names) {
    if (std::ranges::find(others, name) == others.end()) missing.push_back(name);
  }
  return missing;
}

/// One whose processor was taken off line, say, or whose driver was unloaded.
void check_domains(const PlannedMeter& planned, const Selection& selection) {
  const std::vector<std::string> found = domains_of(selection);
  if (found == planned.domains) return;
  const std::vector<std::string> lost = missing_in(planned.domains, found);
  std::string reasons;
  for (const Unavailable& missing : selection.unavailable) {
    const bool planned_source = std::ranges::find(planned.sources, missing.source) != planned.sources.end();
    if (planned_source) reasons += fmt::format(" ({}: {})", missing.source, missing.reason);
  }
  if (!lost.empty()) throw CounterLost{fmt::format("lost since the run began: {}{}", fmt::join(lost, ", "), reasons)};
  throw CounterLost{fmt::format("the energy counters are no longer those that the run began with: {} came in between",
                                fmt::join(missing_in(found, planned.domains), ", "))};
}

}  // namespace

PlannedMeter planned_meter(const Plan& plan) {
  PlannedMeter planned{.sources = plan.requested_sources,
                       .roots = {plan.sysfs, plan.procfs, plan.devfs},
                       .power_model = plan.power_model};
  for (const DomainRecord& domain : plan.domains) {
    planned.domains.push_back(domain_of_source(domain.name, domain.source));
    planned.update_periods_seconds.push_back(domain.update_period_seconds);
    planned.update_jitters_seconds.push_back(domain.update_jitter_seconds);
  }
  return planned;
}

PlannedSources open_sources(const PlannedMeter& planned, const std::shared_ptr<ProcessUsage>& processes) {
  const PowerModel model = planned.power_model.value_or(PowerModel{});
  Selection selection = select_sources(planned.sources, {planned.roots, model, processes});
  check_domains(planned, selection);
  return {.sources = std::move(selection.sources),
          .options = {.update_periods = as_seconds(planned.update_periods_seconds),
                      .update_jitters = as_seconds(planned.update_jitters_seconds)}};
}

EnergyMeter open_meter(const PlannedMeter& planned, const std::shared_ptr<ProcessUsage>& processes) {
  PlannedSources opened = open_sources(planned, processes);
  return EnergyMeter{std::move(opened.sources), std::move(opened.options)};
}

}  // namespace greenbench
