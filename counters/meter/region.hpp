// From what was seen of one counter around one region to its joules and how sure they are. Pure arithmetic.
//
//   DomainRegion region{.ticks = 819, .start = t0, .end = t1, .start_edge = e0, .end_edge = e1};
//   DomainEnergy used = domain_energy(domain, region);
//   show(used.energy, used.uncertainty);
#pragma once

#include <cstdint>
#include <optional>

#include "counters/meter/edges.hpp"

namespace greenbench {

/// Everything that was seen of one domain. `ticks` is the distance between the first and the last read, wraps
/// already undone.
struct DomainRegion {
  std::uint64_t ticks = 0;
  Seconds start;                   ///< the first read, in its middle
  Seconds end;                     ///< the last read, in its middle
  Seconds read_half_width;         ///< half of what a read takes: where in it the counter was sampled is not known
  std::optional<Edge> start_edge;  ///< the last edge before, or in, the first read
  std::optional<Edge> end_edge;    ///< the first edge after the last read
  Seconds start_still;             ///< how long the counter was seen not to move, up to the first read
  Seconds end_still;               ///< and from the last read on
};

/// The truth lies within `energy` +/- `uncertainty` as long as power is constant over each update period.
struct DomainEnergy {
  Joules energy;
  Joules uncertainty;
};

[[nodiscard]] DomainEnergy domain_energy(const Domain& domain, const DomainRegion& region);

}  // namespace greenbench
