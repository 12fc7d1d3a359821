// What one energy source is worth on this machine now: what it reads and at which cost, or why it cannot and what to
// do.
//
//   for (const ProbeRow& row : probe_table()) show(diagnose(row, context));
//   diagnosis.reason;             // "no permission to read ...", empty when it can be read
//   diagnosis.read_cost->median;  // of one read of all its domains
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "counters/probe.hpp"
#include "counters/system/clock.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

/// What one read of all domains of a source takes: the middle half of many reads.
struct ReadCost {
  Seconds median;
  Seconds lower_quartile;
  Seconds upper_quartile;
  std::size_t reads = 0;
};

/// Quartiles are the values at a quarter and three quarters of the sorted durations. At least one is needed.
[[nodiscard]] ReadCost read_cost_of(std::vector<Seconds> durations);

/// Reads the source again and again. Empty when a read failed.
[[nodiscard]] std::optional<ReadCost> measure_read_cost(EnergySource& source, Clock& clock, std::size_t reads = 200);

struct SourceDiagnosis {
  std::string source;
  Device device = Device::cpu;
  Provenance provenance = Provenance::measured;
  std::vector<DomainRecord> domains;  ///< with update periods and jitters measured now; empty when unavailable
  std::optional<ReadCost> read_cost;  ///< present exactly when it can be read
  std::string reason;                 ///< why it cannot be read; else empty
  std::string remedy;                 ///< commands stand on lines of their own that begin with two spaces

  [[nodiscard]] bool is_available() const { return read_cost.has_value(); }
};

/// A source that was opened: measures what it costs and how its counters move.
[[nodiscard]] SourceDiagnosis diagnose_source(std::unique_ptr<EnergySource> source, std::shared_ptr<Clock> clock);

/// Probes one row of the table.
[[nodiscard]] SourceDiagnosis diagnose(const ProbeRow& row, const ProbeContext& context);

}  // namespace greenbench
