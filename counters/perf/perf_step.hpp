// How finely the hardware behind a perf event counts. The kernel shows all counters in one unit (2^-32 J) and does not
// tell; but the hardware's own step is a power of two of that unit, and every value since opening is a multiple of it.
//
//   std::uint64_t seen = value_after_1ms | value_after_2ms | value_after_3ms;
//   Joules step = hardware_step(seen, {.unit = scale, .assumed = usual_hardware_step});   // 2^-14 J
#pragma once

#include <cstdint>

#include "counters/units/units.hpp"

namespace greenbench {

/// The step of most Intel processors, and no finer than that of any known one: all others count in smaller steps
/// (2^-16 J on AMD and many servers), but for those in fixed_energy_unit().
inline constexpr Joules usual_hardware_step{1.0 / 16384.0};

struct StepOf {
  Joules unit;     ///< of one count
  Joules assumed;  ///< while nothing was seen
};

/// `bits_seen` is the bitwise or of all values seen, each counted from 0 when the event was opened. Its lowest bit is
/// never below the hardware's step, and above it only when all moves so far happened to be even multiples: after n
/// moves with a chance of 2^-n. A step that is stated too large widens the uncertainty, never narrows it.
[[nodiscard]] Joules hardware_step(std::uint64_t bits_seen, const StepOf& counter);

}  // namespace greenbench
