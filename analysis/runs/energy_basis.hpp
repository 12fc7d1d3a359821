// Whether the joules of two runs may be compared: a measured joule and an estimated one never are.
//
//   EnergyBasis basis = energy_basis(before.plan, after.plan);
//   if (!basis.provenance) show(basis.note);   // "the old run's joules are measured, the new run's estimated"
#pragma once

#include <optional>
#include <string>

#include "results/model/schema.hpp"

namespace greenbench {

struct EnergyBasis {
  std::optional<Provenance> provenance;  ///< of both; empty: only time can be compared
  std::string note;                      ///< why, when it is empty
};

/// Both counted the same domains, measured or estimated with one power model. Which interface a domain was read
/// through does not matter: perf, powercap and msr show the same counters.
[[nodiscard]] EnergyBasis energy_basis(const Plan& before, const Plan& after);

}  // namespace greenbench
