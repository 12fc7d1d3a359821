// CPU time, memory and scheduling of the worker, its children and its helpers.
//
//   ProcessUsage processes{roots};
//   UsageReading before = processes.read();  work();  UsageReading after = processes.read();
//   Seconds cpu = after.cpu - before.cpu;
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <memory>
#include <vector>

#include "counters/system/file_roots.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

struct UsageReading {
  Seconds cpu;       ///< this process, its waited-for children and registered helpers; nanosecond clocks
  Seconds cpu_user;  ///< as getrusage splits it (this process and waited-for children)
  Seconds cpu_system;
  std::uint64_t context_switches_voluntary = 0;
  std::uint64_t context_switches_involuntary = 0;
  std::uint64_t page_faults_minor = 0;
  std::uint64_t page_faults_major = 0;
  std::uint64_t resident_bytes = 0;  ///< now, of this process; 0 when procfs does not show it
};

class ProcessUsage {
 public:
  explicit ProcessUsage(const FileRoots& roots);
  ~ProcessUsage();
  ProcessUsage(const ProcessUsage&) = delete;
  ProcessUsage& operator=(const ProcessUsage&) = delete;

  /// Counts the CPU time of another running process (a local server, say) from now on.
  /// Throws std::system_error when the process does not exist, std::invalid_argument when it is this one, which counts
  /// anyway. One that is added again is counted once. One that ends keeps its last known time. A helper
  /// that is a child of this process must not be waited for inside a measured region: from then on the kernel counts
  /// its time among the waited-for children as well.
  void add_helper(pid_t process);

  /// Everything, for the record of a repetition.
  [[nodiscard]] UsageReading read() const noexcept;
  /// Only what the estimate needs, as cheaply as the kernel gives it.
  [[nodiscard]] Seconds cpu_time() const noexcept;
  [[nodiscard]] std::uint64_t resident_bytes() const noexcept;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
