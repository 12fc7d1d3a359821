#include "counters/perf/perf_step.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace greenbench {

Joules hardware_step(std::uint64_t bits_seen, const StepOf& counter) {
  if (bits_seen == 0) return std::max(counter.assumed, counter.unit);
  return counter.unit * std::ldexp(1.0, std::countr_zero(bits_seen));
}

}  // namespace greenbench
