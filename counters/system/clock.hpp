// The clock beside the counters: CLOCK_MONOTONIC_RAW, or a test's own.
//
//   RawMonotonicClock clock;
//   Seconds before = clock.now();
//   work();  Seconds spent = clock.now() - before;
#pragma once

#include <ctime>
#include <optional>

#include "counters/units/units.hpp"

namespace greenbench {

class Clock {
 public:
  virtual ~Clock() = default;
  /// Seconds since an arbitrary point in the past. Never goes backwards. May be called from two threads at once.
  [[nodiscard]] virtual Seconds now() noexcept = 0;
};

/// Not slewed by NTP, so that a second here is a second of the counter's own oscillator.
class RawMonotonicClock final : public Clock {
 public:
  [[nodiscard]] Seconds now() noexcept override;
};

/// One of the kernel's clocks, as in clock_gettime(2). Empty when there is no such clock, or no longer. Does not
/// allocate.
[[nodiscard]] std::optional<Seconds> read_clock(clockid_t clock) noexcept;

/// Seconds since 1970, for the record only: the clock may be set while a run goes on.
[[nodiscard]] double unix_seconds_now();

}  // namespace greenbench
