#include "counters/meter/energy_use.hpp"

#include <fmt/format.h>

namespace greenbench {

EnergyUse energy_of(std::span<const Domain> domains, std::span<const DomainEnergy> parts, Seconds wall) {
  EnergyUse use;
  use.wall = wall;
  Joules at_low;
  Joules at_high;
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const Domain& domain = domains[i];
    use.domains.push_back(parts[i].energy);
    if (!domain.counted) continue;
    use.total += parts[i].energy;
    use.total_uncertainty += parts[i].uncertainty;
    at_low += parts[i].energy * domain.low_factor;
    at_high += parts[i].energy * domain.high_factor;
  }
  use.total_uncertainty += (at_high - at_low) * 0.5;
  return use;
}

MeterFault implausible_fault(const Domain& domain, const CounterSpan& span) {
  const bool fell = span.after.ticks < span.before.ticks;
  return {fell ? MeterFault::Kind::reset : MeterFault::Kind::jump,
          fmt::format("{}: {}", domain.where, why_implausible(domain, span))};
}

std::optional<std::string> why_no_joules(const std::variant<EnergyUse, MeterFault>& result) {
  if (const auto* fault = std::get_if<MeterFault>(&result)) return fault->reason;
  if (std::get<EnergyUse>(result).total <= Joules{0.0}) return "below the counters' resolution";
  return std::nullopt;
}

}  // namespace greenbench
