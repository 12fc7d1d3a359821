#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <memory>

#include "counters/meter/meter.hpp"
#include "harness/command_line/failure.hpp"
#include "harness/plan/plan_builder.hpp"
#include "harness/plan/probe_inputs.hpp"
#include "harness/protocol/domain_record.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

void check_source_names(const std::vector<std::string>& names) {
  std::vector<std::string> known = {"auto"};
  for (const ProbeRow& row : probe_table()) known.emplace_back(row.name);
  for (const std::string& name : names) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    throw UsageError{fmt::format("--source: unknown source '{}'{} (known: {})", name, did_you_mean(name, known),
                                 fmt::join(known, ", "))};
  }
}

[[noreturn]] void refuse(const std::string& why, const std::vector<Unavailable>& unavailable) {
  std::string text = why;
  for (const Unavailable& missing : unavailable) {
    text += fmt::format("; {}: {} ({})", missing.source, missing.reason, missing.remedy);
  }
  throw CannotMeasure{text};
}

Selection select(const std::vector<std::string>& names, const ProbeContext& context) {
  try {
    return select_sources(names, context);
  } catch (const std::invalid_argument& error) {
    throw UsageError{std::string{"--source: "} + error.what()};
  }
}

/// The source that each domain of a meter over `sources` belongs to.
std::vector<std::string> domain_owners(const std::vector<std::unique_ptr<EnergySource>>& sources) {
  std::vector<std::string> owners;
  for (const auto& source : sources) owners.insert(owners.end(), source->domains().size(), source->name());
  return owners;
}

/// Dead domains, by the source they belong to.
std::map<std::string, std::vector<std::string>> dead_domains(EnergyMeter& meter,
                                                             const std::vector<std::string>& owners) {
  std::map<std::string, std::vector<std::string>> dead;
  for (const std::size_t i : meter.find_dead_domains()) dead[owners[i]].push_back(meter.domains()[i].name);
  return dead;
}

/// Takes the sources that were asked for. One whose counters stand still is rejected, and the selection made again:
/// "auto" then goes on to the next.
EnergyPlan plan_living_sources(const std::vector<std::string>& names, ProbeContext& context) {
  while (true) {
    Selection selection = select(names, context);
    if (selection.sources.empty()) refuse("no energy source can be read here", selection.unavailable);
    EnergyPlan plan;
    plan.unavailable = selection.unavailable;
    for (const auto& source : selection.sources) plan.sources.push_back(source->name());
    const std::vector<std::string> owners = domain_owners(selection.sources);
    EnergyMeter meter{std::move(selection.sources), {}};
    const auto dead = dead_domains(meter, owners);
    for (std::size_t i = 0; i < owners.size(); ++i) plan.domains.push_back(record_of(meter.domains()[i], owners[i]));
    plan.rejected = context.rejected;
    if (dead.empty()) return plan;
    for (const auto& [source, domains] : dead) context.rejected.push_back(why_dead(source, domains));
  }
}

}  // namespace

EnergyPlan plan_energy(const RunOptions& options) {
  check_roots(options.roots);
  check_source_names(options.sources);
  const PowerModel model = usable_power_model(options.roots, options.power_model);
  ProbeContext context{
      .roots = options.roots, .power_model = model, .processes = std::make_shared<ProcessUsage>(options.roots)};
  EnergyPlan plan = plan_living_sources(options.sources, context);
  const bool estimated = std::any_of(plan.domains.begin(), plan.domains.end(),
                                     [](const DomainRecord& d) { return d.provenance == Provenance::estimated; });
  if (estimated) plan.power_model = model;
  if (estimated && options.require_measured) {
    refuse("--require-measured: joules could only be estimated here", plan.unavailable);
  }
  return plan;
}

}  // namespace greenbench
