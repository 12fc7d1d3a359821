#include "harness/protocol/model_record.hpp"

namespace greenbench {
namespace {

ModelRange range_of(const ModelParameter& parameter) {
  return {parameter.value, parameter.low, parameter.high};
}

ModelParameter parameter_of(const ModelRange& range) {
  return {range.value, range.low, range.high};
}

}  // namespace

PowerModelRecord record_of(const PowerModel& model) {
  return {model.name,
          model.reason,
          model.cpus,
          range_of(model.idle_watts_per_cpu),
          range_of(model.full_watts_per_cpu),
          range_of(model.memory_watts_per_gib)};
}

PowerModel power_model_of(const PowerModelRecord& record) {
  return {record.name,
          record.reason,
          record.cpus,
          parameter_of(record.idle_watts_per_cpu),
          parameter_of(record.full_watts_per_cpu),
          parameter_of(record.memory_watts_per_gib)};
}

DomainRecord record_of(const Domain& domain, const std::string& source) {
  DomainRecord record{
      domain.name, source, domain.where, domain.provenance, domain.counted, domain.resolution.value(), {}, {}, {}};
  if (domain.update_period) record.update_period_seconds = domain.update_period->value();
  if (domain.update_jitter) record.update_jitter_seconds = domain.update_jitter->value();
  if (domain.wrap_modulus) record.wrap_joules = static_cast<double>(*domain.wrap_modulus) * domain.unit.value();
  return record;
}

}  // namespace greenbench
