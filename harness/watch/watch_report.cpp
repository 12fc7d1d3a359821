#include "harness/watch/watch_report.hpp"

#include <algorithm>

#include "counters/probe.hpp"

namespace greenbench {

Seconds cpu_of_all(const WatchResult& watched) {
  Seconds sum;
  for (const WatchedProcess& process : watched.processes) sum += process.cpu;
  return sum;
}

std::optional<double> share_of_busy_time(const WatchResult& watched, Seconds cpu) {
  if (!watched.busy) return std::nullopt;
  const Seconds busy = std::max(*watched.busy, cpu_of_all(watched));
  if (busy <= Seconds{}) return std::nullopt;
  return cpu / busy;
}

bool is_of_gpu(const DomainRecord& domain) {
  return std::ranges::any_of(
      probe_table(), [&](const ProbeRow& row) { return row.name == domain.source && row.device == Device::gpu; });
}

Joules joules_to_share(const WatchResult& watched, const EnergyUse& use) {
  Joules sum;
  for (std::size_t i = 0; i < use.domains.size(); ++i) {
    const DomainRecord& domain = watched.domains.at(i);
    if (domain.counted && !is_of_gpu(domain)) sum += use.domains[i];
  }
  return sum;
}

std::optional<Joules> joules_of(const WatchResult& watched, Seconds cpu) {
  const auto* use = std::get_if<EnergyUse>(&watched.energy);
  if (use == nullptr) return std::nullopt;
  if (!watched.power_model) {
    // Joules below the counters' resolution cannot be shared out.
    const std::optional<double> share = share_of_busy_time(watched, cpu);
    const Joules joules = joules_to_share(watched, *use);
    return share && joules > Joules{} ? std::optional{joules * *share} : std::nullopt;
  }
  const Seconds all = cpu_of_all(watched);
  if (watched.processes.size() == 1) return use->total;
  return all > Seconds{} ? std::optional{use->total * (cpu / all)} : std::nullopt;
}

std::optional<Joules> joules_of_all(const WatchResult& watched) {
  const auto* use = std::get_if<EnergyUse>(&watched.energy);
  return use != nullptr && watched.power_model ? std::optional{use->total} : joules_of(watched, cpu_of_all(watched));
}

}  // namespace greenbench
