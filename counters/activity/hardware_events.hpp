// Instructions, cycles and cache misses of this process, counted by the processor through perf_event_open.
//
//   const HardwareEvents events{kernel_hardware_event_opener()};          // counts from here on
//   HardwareReading before = events.read();  work();  HardwareReading after = events.read();
//   std::optional<std::uint64_t> used = counted_between(before[HardwareEvent::cycles], after[HardwareEvent::cycles]);
#pragma once

#include <linux/perf_event.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "counters/source/source.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

enum class HardwareEvent : std::size_t { instructions, cycles, cache_misses };
inline constexpr std::size_t hardware_event_count = 3;

/// What one event's counter says. It is not always on the processor: where more events are wanted than there are
/// counters, the kernel takes turns, and `running` stays behind `enabled`.
struct EventReading {
  std::uint64_t count = 0;
  std::uint64_t enabled_nanoseconds = 0;
  std::uint64_t running_nanoseconds = 0;
};

struct HardwareReading {
  std::array<std::optional<EventReading>, hardware_event_count> events;
  [[nodiscard]] const std::optional<EventReading>& operator[](HardwareEvent event) const {
    return events[static_cast<std::size_t>(event)];
  }
};

/// A count is given only when its event was on the processor for this share of the time. Counts are never scaled up:
/// what the event did while nobody counted is not known.
inline constexpr double least_counted_share = 0.99;

/// Opens one event for the calling thread on any CPU.
using HardwareEventOpener = std::function<OpenedFile(const perf_event_attr& event)>;
[[nodiscard]] HardwareEventOpener kernel_hardware_event_opener();

/// Counts the thread that made it, and every thread and child process that is started from then on. Threads that were
/// there before are not counted.
class HardwareEvents {
 public:
  /// Where the kernel forbids counting it (perf_event_paranoid), user space is counted alone, for all three events.
  /// `paranoid`: what perf_event_paranoid() says, for the reasons of what is missing.
  explicit HardwareEvents(const HardwareEventOpener& open, std::optional<int> paranoid = std::nullopt);

  /// An event that is not available, or could not be read, is empty. Does not allocate.
  [[nodiscard]] HardwareReading read() const noexcept;
  /// "instructions", "cycles", "cache misses": those that are counted.
  [[nodiscard]] const std::vector<std::string>& counted() const { return counted_; }
  /// Whether work of the kernel on behalf of this process is counted too.
  [[nodiscard]] bool includes_kernel() const { return includes_kernel_; }
  /// The others; one entry for all that are missing for the same reason.
  [[nodiscard]] std::span<const Unavailable> unavailable() const { return unavailable_; }

 private:
  void open_all(const HardwareEventOpener& open);

  std::array<OpenedFile, hardware_event_count> files_;
  std::vector<std::string> counted_;
  std::vector<Unavailable> unavailable_;
  bool includes_kernel_ = true;
};

/// Empty when one of the readings is, when the event was on the processor for less than least_counted_share of the time
/// in between, or when a number went back.
[[nodiscard]] std::optional<std::uint64_t> counted_between(const std::optional<EventReading>& before,
                                                           const std::optional<EventReading>& after) noexcept;

}  // namespace greenbench
