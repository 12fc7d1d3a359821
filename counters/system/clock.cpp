#include "counters/system/clock.hpp"

#include <chrono>

namespace greenbench {

std::optional<Seconds> read_clock(clockid_t clock) noexcept {
  timespec time{};
  if (clock_gettime(clock, &time) != 0) return std::nullopt;
  return Seconds{static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9};
}

Seconds RawMonotonicClock::now() noexcept {
  return read_clock(CLOCK_MONOTONIC_RAW).value_or(Seconds{});
}

double unix_seconds_now() {
  return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace greenbench
