#include "counters/region.hpp"

#include <algorithm>
#include <cmath>

#include "counters/update_period.hpp"

namespace greenbench {

namespace {

Joules joules(const Domain& domain, std::uint64_t ticks) {
  return domain.unit * static_cast<double>(ticks);
}

/// What share of an update period lies between an edge and an end of the window.
double share_of_period(Seconds distance, Seconds period) {
  return std::clamp(distance / period, 0.0, 1.0);
}

struct Share {
  const Edge* edge;  ///< null: this end is not aligned
  double fraction;   ///< of a period, between the edge and this end of the window
};

/// How far one end may be off, given the region's mean power.
Joules end_uncertainty(const Domain& domain, const DomainRegion& region, const Share& share, Watts power) {
  if (share.edge == nullptr) {
    if (domain.provenance == Provenance::estimated) return domain.resolution + power * region.read_half_width;
    // A counter whose period is not known was watched for longest_watch without moving twice.
    return domain.resolution + power * (domain.update_period.value_or(longest_watch) + region.read_half_width);
  }
  const Joules step = joules(domain, share.edge->step_ticks);
  const Watts step_power = step / *domain.update_period;
  // A step unlike the region's mean means that power changed at this end, or that the update came late or early.
  const Joules unlike{std::abs((step - power * *domain.update_period).value())};
  return domain.resolution + std::max(power, step_power) * share.edge->half_width + share.fraction * unlike;
}

/// The power for the uncertainty of an end. A slow counter may not have moved at all in a short region.
Watts mean_power(const Domain& domain, const DomainRegion& region, Joules energy) {
  const Seconds wall = region.end - region.start;
  const bool too_short = region.ticks == 0 && !is_aligned(domain) && domain.update_period;
  if (too_short && wall < *domain.update_period) return domain.maximum_power;
  return std::max(energy, Joules{0.0}) / wall;
}

}  // namespace

DomainEnergy domain_energy(const Domain& domain, const DomainRegion& region) {
  const Seconds period = domain.update_period.value_or(Seconds{0.0});
  Share start{region.start_edge ? &*region.start_edge : nullptr, 0.0};
  Share end{region.end_edge ? &*region.end_edge : nullptr, 0.0};
  Joules energy = joules(domain, region.ticks);
  const Joules half_step = energy / (region.end - region.start) * period * 0.5;

  if (start.edge != nullptr) {
    // Between the edge and the start the counter stood still while energy was used before the window.
    start.fraction = share_of_period(region.start - start.edge->at, period);
    energy = energy - joules(domain, start.edge->step_ticks) * start.fraction;
  } else if (end.edge != nullptr) {
    energy = energy - half_step;
  }
  if (end.edge != nullptr) {
    // The step at the next edge holds the energy up to that edge; take back what was used after the end.
    end.fraction = share_of_period(end.edge->at - region.end, period);
    energy = energy + joules(domain, end.edge->step_ticks) * (1.0 - end.fraction);
  } else if (start.edge != nullptr) {
    energy = energy + half_step;
  }

  const Watts power = mean_power(domain, region, energy);
  const Joules uncertainty =
      end_uncertainty(domain, region, start, power) + end_uncertainty(domain, region, end, power);
  return {energy, uncertainty};
}

}  // namespace greenbench
