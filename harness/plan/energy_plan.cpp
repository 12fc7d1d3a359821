#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
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

}  // namespace

EnergyPlan plan_energy(const RunOptions& options) {
  check_roots(options.roots);
  check_source_names(options.sources);
  const PowerModel model = usable_power_model(options.roots, options.power_model);
  const ProbeContext context{options.roots, model, std::make_shared<ProcessUsage>(options.roots)};
  Selection selection = select(options.sources, context);
  if (selection.sources.empty()) refuse("no energy source can be read here", selection.unavailable);

  EnergyPlan plan;
  plan.unavailable = selection.unavailable;
  for (const auto& source : selection.sources) plan.sources.push_back(source->name());
  const std::vector<std::string> owners = domain_owners(selection.sources);
  const EnergyMeter meter{std::move(selection.sources), {}};
  for (std::size_t i = 0; i < owners.size(); ++i) plan.domains.push_back(record_of(meter.domains()[i], owners[i]));
  const bool estimated = std::any_of(plan.domains.begin(), plan.domains.end(),
                                     [](const DomainRecord& d) { return d.provenance == Provenance::estimated; });
  if (estimated) plan.power_model = model;
  if (estimated && options.require_measured) {
    refuse("--require-measured: joules could only be estimated here", plan.unavailable);
  }
  return plan;
}

}  // namespace greenbench
