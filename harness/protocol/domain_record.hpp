// A source's domain as it is recorded in a plan.
//
//   for (const Domain& domain : source.domains()) plan.domains.push_back(record_of(domain, "powercap"));
#pragma once

#include <string>

#include "counters/source/source.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

[[nodiscard]] DomainRecord record_of(const Domain& domain, const std::string& source);

}  // namespace greenbench
