#include "counters/meter/window_meter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "counters/meter/update_period.hpp"

namespace greenbench {

namespace {

/// A counter that is known to move, and did not in all of a long window.
bool stood_still(const Domain& domain, std::uint64_t ticks, Seconds wall) {
  if (!domain.counted || domain.provenance != Provenance::measured || !domain.update_period) return false;
  return ticks == 0 && wall > std::max(longest_standstill, 3.0 * *domain.update_period);
}

MeterFault standstill_fault(const Domain& domain, Seconds wall) {
  return {MeterFault::Kind::stopped, fmt::format("{}: the counter of {} has stopped: it stood still for {:.3g} s",
                                                 domain.where, domain.name, wall.value())};
}

}  // namespace

WindowMeter::WindowMeter(std::vector<std::unique_ptr<EnergySource>> sources, EnergyMeter::Options options)
    : sources_(group_with_periods(std::move(sources), std::move(options))), counters_(sources_) {
  counters_.run_thread();
}

std::vector<SeenEdge> WindowMeter::seen(const EdgeSearch& search) const {
  std::vector<SeenEdge> edges;
  for (std::size_t i = 0; i < domains().size(); ++i) edges.push_back({search.edge(i), search.stood_still(i)});
  return edges;
}

EnergyWindow WindowMeter::open(WindowEnds ends) {
  if (ends == WindowEnds::at_once) return {.opening = counters_.read()};
  EdgeSearch search{sources_};
  search.find_latest();
  EnergyWindow window{.opening = counters_.read(), .ends = ends};
  if (!window.opening.failure) search.observe(window.opening.reading);
  window.edges = seen(search);
  return window;
}

WindowResult WindowMeter::close(const EnergyWindow& window) {
  const FollowedReading closing = counters_.read();
  std::vector<SeenEdge> edges;
  if (window.ends == WindowEnds::at_edges && !closing.failure) {
    EdgeSearch search{sources_};
    search.find_first_after(closing.reading);
    edges = seen(search);
  }
  return {.wall = closing.reading.at() - window.opening.reading.at(), .energy = energy(window, closing, edges)};
}

std::variant<EnergyUse, MeterFault> WindowMeter::energy(const EnergyWindow& window, const FollowedReading& closing,
                                                        const std::vector<SeenEdge>& closing_edges) const {
  const Reading& begin = window.opening.reading;
  const Reading& end = closing.reading;
  std::vector<DomainEnergy> parts;
  for (std::size_t i = 0; i < domains().size(); ++i) {
    auto ticks = counters_.ticks_between(i, window.opening, closing);
    if (auto* fault = std::get_if<MeterFault>(&ticks)) return std::move(*fault);
    const std::uint64_t moved = std::get<std::uint64_t>(ticks);
    if (stood_still(domains()[i], moved, end.at() - begin.at())) {
      return standstill_fault(domains()[i], end.at() - begin.at());
    }
    const SeenEdge start = window.edges.empty() ? SeenEdge{} : window.edges[i];
    const SeenEdge stop = closing_edges.empty() ? SeenEdge{} : closing_edges[i];
    parts.push_back(domain_energy(
        domains()[i], {.ticks = moved,
                       .start = begin.at(),
                       .end = end.at(),
                       .read_half_width = std::max(begin.after - begin.before, end.after - end.before) * 0.5,
                       .start_edge = start.edge,
                       .end_edge = stop.edge,
                       .start_still = start.still,
                       .end_still = stop.still}));
  }
  return energy_of(domains(), parts, end.at() - begin.at());
}

std::optional<std::string> why_no_joules(const WindowResult& result, Provenance provenance) {
  if (auto why = why_no_joules(result.energy)) return why;
  const auto& use = std::get<EnergyUse>(result.energy);
  if (provenance == Provenance::estimated || use.total > use.total_uncertainty) return std::nullopt;
  return fmt::format("below the counters' resolution: {:.3g} J, uncertain by {:.3g} J", use.total.value(),
                     use.total_uncertainty.value());
}

}  // namespace greenbench
