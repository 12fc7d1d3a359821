// What a region or a window used, or why nobody knows: the results of both meters.
//
//   std::variant<EnergyUse, MeterFault> result = meter.result();
//   if (std::optional<std::string> why = why_no_joules(result)) say(*why);
//   else show(std::get<EnergyUse>(result).total);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "counters/meter/region.hpp"
#include "counters/meter/wrap.hpp"

namespace greenbench {

/// Energy of one region. `domains` follows the meter's domains().
struct EnergyUse {
  Seconds wall;  ///< the same window the joules cover
  std::vector<Joules> domains;
  Joules total;  ///< sum over the counted domains
  Joules
      total_uncertainty;  ///< half-width: quantisation, update edges, read time; for an estimate, its parameters' range
};

/// Why a region has no joules. The block it belongs to is void.
struct MeterFault {
  enum class Kind { unreadable, reset, jump, stopped };
  Kind kind;
  std::string reason;  ///< names the zone's path
};

/// The sums over `parts`, one per domain.
[[nodiscard]] EnergyUse energy_of(std::span<const Domain> domains, std::span<const DomainEnergy> parts, Seconds wall);

/// A step that no true counter makes.
[[nodiscard]] MeterFault implausible_fault(const Domain& domain, const CounterSpan& span);

/// For people, where there are no joules to show: the fault, or that no counter moved. Empty where there are some.
[[nodiscard]] std::optional<std::string> why_no_joules(const std::variant<EnergyUse, MeterFault>& result);

}  // namespace greenbench
