#include "analysis/runs/energy_basis.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

#include "analysis/verdicts/comparisons.hpp"
#include "results/model/names.hpp"

namespace greenbench {
namespace {

std::set<std::string> counted_domains(const Plan& plan) {
  std::set<std::string> names;
  for (const DomainRecord& domain : plan.domains) {
    if (domain.counted) names.insert(domain.name);
  }
  return names;
}

bool same_range(const ModelParameter& a, const ModelParameter& b) {
  return a.value == b.value && a.low == b.low && a.high == b.high;
}

bool same_model(const PowerModel& a, const PowerModel& b) {
  return a.cpus == b.cpus && a.scope == b.scope && a.load_exponent == b.load_exponent &&
         same_range(a.idle_watts_per_cpu, b.idle_watts_per_cpu) &&
         same_range(a.full_watts_per_cpu, b.full_watts_per_cpu) &&
         same_range(a.memory_watts_per_gib, b.memory_watts_per_gib);
}

EnergyBasis not_comparable(std::string note) {
  return {std::nullopt, std::move(note)};
}

}  // namespace

EnergyBasis energy_basis(const Plan& before, const Plan& after) {
  const std::set<std::string> old_domains = counted_domains(before);
  const std::set<std::string> new_domains = counted_domains(after);
  if (old_domains.empty() && new_domains.empty()) return not_comparable("neither run counted joules");
  if (old_domains.empty()) return not_comparable("the old run counted no joules");
  if (new_domains.empty()) return not_comparable("the new run counted no joules");
  const Provenance provenance = provenance_of(before.domains);
  if (const Provenance other = provenance_of(after.domains); other != provenance) {
    return not_comparable(
        fmt::format("the old run's joules are {}, the new run's {}", name_of(provenance), name_of(other)));
  }
  if (old_domains != new_domains) {
    return not_comparable(fmt::format("the old run's joules are those of {}, the new run's those of {}",
                                      fmt::join(old_domains, " + "), fmt::join(new_domains, " + ")));
  }
  if (provenance == Provenance::measured) return {provenance, ""};
  if (!before.power_model || !after.power_model) return not_comparable("a power model is not recorded");
  if (same_model(*before.power_model, *after.power_model)) return {provenance, ""};
  return not_comparable(
      fmt::format("the old run's joules are estimated with the power model \"{}\", the new run's with "
                  "\"{}\" or other parameters",
                  before.power_model->name, after.power_model->name));
}

}  // namespace greenbench
