// How long the CPUs were idle, and how often they were woken: the kernel's own account of its idle states, summed.
//
//   RawMonotonicClock clock;
//   std::variant<IdleStates, Unavailable> opened = open_idle_states(roots.sysfs, allowed_cpus(), clock);
//   std::optional<IdleUse> idle = idle_between(before, after);   // two results of std::get<IdleStates>(opened).read()
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <variant>
#include <vector>

#include "counters/source/source.hpp"
#include "counters/system/clock.hpp"
#include "counters/system/posix_file.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

/// Sums over the CPUs and all their states since the machine was started. The polling state counts as well: the kernel
/// has nothing to run then, though the CPU spins.
struct IdleReading {
  std::uint64_t microseconds = 0;
  std::uint64_t entries = 0;
};

/// What happened between two readings. A CPU is woken as often as it enters a state.
struct IdleUse {
  Seconds residency;  ///< summed over CPUs: two CPUs idle for a second are two seconds
  std::uint64_t wake_ups = 0;
};

/// A reading may take this long: two of them are 2% of the shortest region, 10 ms. They stand outside the energy
/// window; what they cost is measuring time and a few cache lines.
inline constexpr Seconds longest_idle_read{100e-6};

/// The open files of the CPUs' idle states.
class IdleStates {
 public:
  struct State {
    FileDescriptor time;
    FileDescriptor usage;
  };
  IdleStates(std::vector<State> states, std::size_t cpus) : states_(std::move(states)), cpus_(cpus) {}

  /// Empty when a file could not be read: a CPU that is taken offline loses its states. Does not allocate.
  [[nodiscard]] std::optional<IdleReading> read() const noexcept;
  [[nodiscard]] std::size_t cpus() const { return cpus_; }

 private:
  std::vector<State> states_;
  std::size_t cpus_;
};

/// Opens <sysfs>/devices/system/cpu/cpuN/cpuidle/state*/time and usage of all `cpus` (not empty). Unavailable when one
/// of them has none, since the sum over the others would be taken for the whole, and when a reading, timed here with
/// `clock`, takes longer than longest_idle_read.
[[nodiscard]] std::variant<IdleStates, Unavailable> open_idle_states(const std::filesystem::path& sysfs,
                                                                     std::span<const int> cpus, Clock& clock);

/// Empty when one of the readings is, or when a sum went back.
[[nodiscard]] std::optional<IdleUse> idle_between(const std::optional<IdleReading>& before,
                                                  const std::optional<IdleReading>& after) noexcept;

}  // namespace greenbench
