#include "counters/meter/region.hpp"

#include <algorithm>
#include <cmath>

#include "counters/meter/update_period.hpp"

namespace greenbench {

namespace {

Joules joules(const Domain& domain, std::uint64_t ticks) {
  return domain.unit * static_cast<double>(ticks);
}

/// One end of the window, and what was seen of the counter beside it.
struct End {
  const Edge* edge;  ///< null: this end is not aligned
  Seconds distance;  ///< between the edge and this end
  Seconds still;     ///< how long the counter was seen not to move
};

End start_of(const DomainRegion& region) {
  if (!region.start_edge) return {nullptr, Seconds{}, region.start_still};
  return {&*region.start_edge, region.start - region.start_edge->at, region.start_still};
}

End end_of(const DomainRegion& region) {
  if (!region.end_edge) return {nullptr, Seconds{}, region.end_still};
  return {&*region.end_edge, region.end_edge->at - region.end, region.end_still};
}

/// What share of an update period lies between the edge and the end.
double share_of_period(const End& end, Seconds period) {
  return std::clamp(end.distance / period, 0.0, 1.0);
}

/// How far an end without an edge may be off.
Joules unaligned_uncertainty(const Domain& domain, const DomainRegion& region, const End& end, Watts power) {
  if (domain.provenance == Provenance::estimated) return domain.resolution + power * region.read_half_width;
  // A counter whose period is not known was watched for longest_watch without moving twice. Where it was seen to stand
  // still, its last update may lie a period before that, and all it used since then may be on the wrong side.
  const Seconds period = domain.update_period.value_or(longest_watch);
  return domain.resolution + power * (period + end.still + region.read_half_width);
}

/// How far an end that was interpolated from an edge may be off.
Joules aligned_uncertainty(const Domain& domain, const End& end, Watts power) {
  const Seconds period = *domain.update_period;
  const Joules step = joules(domain, end.edge->step_ticks);
  const Watts highest = std::max(power, step / period);
  // A step unlike the region's mean means that power changed at this end, or that the update came late or early.
  const Joules unlike{std::abs((step - power * period).value())};
  // This update may come as early or late as updates usually do, and one that is overdue may come later still.
  const Joules irregular = step * (domain.update_jitter.value_or(Seconds{}) / period);
  const Seconds overdue = std::max(end.distance - period, Seconds{});
  return domain.resolution + highest * (end.edge->half_width + overdue) + share_of_period(end, period) * unlike +
         irregular;
}

Joules end_uncertainty(const Domain& domain, const DomainRegion& region, const End& end, Watts power) {
  return end.edge == nullptr ? unaligned_uncertainty(domain, region, end, power)
                             : aligned_uncertainty(domain, end, power);
}

/// The power for the uncertainty of an end. A counter that did not move in the region says nothing about its power
/// when nobody saw it move, when it moves more slowly than the region is long and no edge tells when, or when it was
/// seen to stand still for longer than it should.
Watts mean_power(const Domain& domain, const DomainRegion& region, Joules energy) {
  const Seconds wall = region.end - region.start;
  if (region.ticks == 0 && domain.provenance == Provenance::measured) {
    if (!domain.update_period) return domain.maximum_power;
    const Seconds still = std::max(region.start_still, region.end_still);
    const bool too_slow = !region.start_edge && !region.end_edge && wall < *domain.update_period;
    if (too_slow || still > *domain.update_period) return domain.maximum_power;
  }
  return std::max(energy, Joules{0.0}) / wall;
}

}  // namespace

DomainEnergy domain_energy(const Domain& domain, const DomainRegion& region) {
  const Seconds period = domain.update_period.value_or(Seconds{0.0});
  const End start = start_of(region);
  const End end = end_of(region);
  Joules energy = joules(domain, region.ticks);
  const Joules half_step = energy / (region.end - region.start) * period * 0.5;

  if (start.edge != nullptr) {
    // Between the edge and the start the counter stood still while energy was used before the window.
    energy = energy - joules(domain, start.edge->step_ticks) * share_of_period(start, period);
  } else if (end.edge != nullptr) {
    energy = energy - half_step;
  }
  if (end.edge != nullptr) {
    // The step at the next edge holds the energy up to that edge; take back what was used after the end.
    energy = energy + joules(domain, end.edge->step_ticks) * (1.0 - share_of_period(end, period));
  } else if (start.edge != nullptr) {
    energy = energy + half_step;
  }

  const Watts power = mean_power(domain, region, energy);
  const Joules of_unit = std::max(energy, Joules{}) * domain.unit_uncertainty;
  const Joules uncertainty =
      of_unit + end_uncertainty(domain, region, start, power) + end_uncertainty(domain, region, end, power);
  return {energy, uncertainty};
}

}  // namespace greenbench
