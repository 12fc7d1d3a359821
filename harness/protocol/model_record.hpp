// The power model and the domains as they are recorded in a plan, and back.
//
//   plan.power_model = record_of(choose_power_model(roots, file));
//   PowerModel model = power_model_of(*plan.power_model);   // what a worker estimates with
//   plan.domains.push_back(record_of(domain, "powercap"));
#pragma once

#include <string>

#include "counters/estimate/power_model.hpp"
#include "counters/source/source.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

[[nodiscard]] PowerModelRecord record_of(const PowerModel& model);
[[nodiscard]] PowerModel power_model_of(const PowerModelRecord& record);
[[nodiscard]] DomainRecord record_of(const Domain& domain, const std::string& source);

}  // namespace greenbench
