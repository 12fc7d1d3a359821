// What perf and msr share about RAPL: how its counters are called, which of them count, and units that a processor
// does not tell.
//
//   Domain domain = rapl_domain({RaplKind::dram, "1"}, tdp);             // "dram-1", counted
//   std::optional<Joules> unit = fixed_energy_unit(RaplKind::dram, cpu);  // 15.3 uJ on some servers
#pragma once

#include <optional>
#include <string>

#include "counters/source/source.hpp"
#include "counters/system/cpu_identity.hpp"

namespace greenbench {

enum class RaplKind { package, dram, core, uncore, psys };

/// One counter: its kind, and the package or die it belongs to, as place_name() writes it.
struct RaplCounter {
  RaplKind kind = RaplKind::package;
  std::string place = {};
};

/// Name (powercap's), whether it counts toward the total (packages and DRAM do) and the largest power: the processor's
/// TDP, else 500 W; for psys, the whole machine, always 500 W. Units and `where` are the source's to fill in.
[[nodiscard]] Domain rapl_domain(const RaplCounter& counter, std::optional<Watts> tdp);

/// Packages and DRAM: the one set that does not overlap.
[[nodiscard]] bool is_counted(RaplKind kind);

/// The unit of a counter that does not follow the processor's unit register. Empty for all others.
[[nodiscard]] std::optional<Joules> fixed_energy_unit(RaplKind kind, const CpuIdentity& cpu);

}  // namespace greenbench
