#include "harness/protocol/domain_record.hpp"

namespace greenbench {

DomainRecord record_of(const Domain& domain, const std::string& source) {
  DomainRecord record{
      domain.name, source, domain.where, domain.provenance, domain.counted, domain.resolution.value(), {}, {}, {}};
  if (domain.update_period) record.update_period_seconds = domain.update_period->value();
  if (domain.update_jitter) record.update_jitter_seconds = domain.update_jitter->value();
  if (domain.wrap_modulus) record.wrap_joules = static_cast<double>(*domain.wrap_modulus) * domain.unit.value();
  return record;
}

}  // namespace greenbench
