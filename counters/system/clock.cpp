#include "counters/system/clock.hpp"

#include <ctime>

namespace greenbench {

Seconds RawMonotonicClock::now() noexcept {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  return Seconds{static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9};
}

}  // namespace greenbench
