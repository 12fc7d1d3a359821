// CPU time that the whole machine has spent on anything, to tell what others do beside the work that is measured.
//
//   const BusyTime machine{"/proc"};
//   std::optional<Seconds> before = machine.read();  work();  std::optional<Seconds> after = machine.read();
//   if (before && after) load = other_load({.busy = *after - *before, .own = cpu, .wall = wall});
#pragma once

#include <filesystem>
#include <optional>

#include "counters/system/posix_file.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

/// The kernel counts in steps of 10 ms (USER_HZ is 100 on every Linux architecture that matters here), rounds each
/// field down, and charges a whole tick to who runs when it comes: two readings are good to two steps.
inline constexpr Seconds busy_time_resolution{0.02};

class BusyTime {
 public:
  explicit BusyTime(const std::filesystem::path& procfs);

  /// User, nice, system, interrupt and soft interrupt time of all CPUs; neither idle nor stolen time. The line "cpu" of
  /// `<procfs>/stat`, see proc_stat(5). Empty when it cannot be read. Does not allocate.
  ///
  /// /proc/schedstat counts nanoseconds, but a task's time only once it leaves the processor: one that has it to itself
  /// would show seconds late, and all at once.
  [[nodiscard]] std::optional<Seconds> read() const noexcept;

 private:
  FileDescriptor stat_;
};

/// The same of one CPU. Reads the whole table, which may be long: for a few times in a round.
[[nodiscard]] std::optional<Seconds> busy_time_of_cpu(const std::filesystem::path& procfs, int cpu);

/// What happened between two readings.
struct BusySpan {
  Seconds busy;  ///< of the whole machine, or of one CPU
  Seconds own;   ///< of what is measured: the worker, its children and its helpers
  Seconds wall;
};

/// CPUs that others kept busy on average: 0.1 is 10% of a core. What the resolution cannot tell from none is 0.
[[nodiscard]] double other_load(const BusySpan& span);

}  // namespace greenbench
