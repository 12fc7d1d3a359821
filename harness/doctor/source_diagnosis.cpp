#include "harness/doctor/source_diagnosis.hpp"

#include <algorithm>
#include <memory>

#include "counters/meter/meter.hpp"
#include "harness/protocol/domain_record.hpp"

namespace greenbench {

ReadCost read_cost_of(std::vector<Seconds> durations) {
  std::ranges::sort(durations);
  const std::size_t last = durations.size() - 1;
  return {.median = (durations[last / 2] + durations[(last + 1) / 2]) * 0.5,
          .lower_quartile = durations[last / 4],
          .upper_quartile = durations[last - last / 4],
          .reads = durations.size()};
}

std::optional<ReadCost> measure_read_cost(EnergySource& source, Clock& clock, std::size_t reads) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  std::vector<Seconds> durations;
  durations.reserve(reads);
  for (std::size_t i = 0; i < reads; ++i) {
    const Seconds before = clock.now();
    if (source.read(ticks)) return std::nullopt;
    durations.push_back(clock.now() - before);
  }
  return read_cost_of(std::move(durations));
}

SourceDiagnosis diagnose_source(std::unique_ptr<EnergySource> source, std::shared_ptr<Clock> clock) {
  SourceDiagnosis diagnosis;
  diagnosis.source = source->name();
  diagnosis.read_cost = measure_read_cost(*source, *clock);
  if (!diagnosis.read_cost) {
    diagnosis.reason = "it opened, but a read failed: " + source->last_failure();
    diagnosis.remedy = "run doctor again; if it stays so, ask for another source with --source";
    return diagnosis;
  }
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(std::move(source));
  EnergyMeter meter{std::move(sources), {.clock = std::move(clock)}};
  std::vector<std::string> dead;
  for (const std::size_t i : meter.find_dead_domains()) dead.push_back(meter.domains()[i].name);
  if (!dead.empty()) {
    Unavailable why = why_dead(diagnosis.source, dead);
    diagnosis.reason = std::move(why.reason);
    diagnosis.remedy = std::move(why.remedy);
    diagnosis.read_cost.reset();
    return diagnosis;
  }
  for (const Domain& domain : meter.domains()) diagnosis.domains.push_back(record_of(domain, diagnosis.source));
  return diagnosis;
}

SourceDiagnosis diagnose(const ProbeRow& row, const ProbeContext& context) {
  ProbeResult result = row.probe(context);
  SourceDiagnosis diagnosis;
  if (const auto* missing = std::get_if<Unavailable>(&result)) {
    diagnosis.reason = missing->reason;
    diagnosis.remedy = missing->remedy;
  } else {
    diagnosis = diagnose_source(std::move(std::get<std::unique_ptr<EnergySource>>(result)),
                                std::make_shared<RawMonotonicClock>());
  }
  diagnosis.source = row.name;
  diagnosis.device = row.device;
  diagnosis.provenance = row.provenance;
  return diagnosis;
}

}  // namespace greenbench
