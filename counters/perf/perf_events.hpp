// The kernel's performance events, as far as energy needs them: counting only, per processor, read in groups.
//
//   std::shared_ptr<PerfEvents> events = kernel_perf_events();
//   OpenedFile leader = events->open({.type = 9, .config = 2, .cpu = 0});
//   std::array<std::uint64_t, 2> words{};  events->read(leader.descriptor, words);   // {1, value}
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <system_error>

#include "counters/system/posix_file.hpp"

namespace greenbench {

struct PerfEvent {
  std::uint32_t type = 0;
  std::uint64_t config = 0;
  int cpu = 0;
  int group_leader = -1;  ///< the leader's descriptor; -1: this event leads a group
};

/// An interface, so that tests run without the system call.
class PerfEvents {
 public:
  virtual ~PerfEvents() = default;
  /// Counts from now on, for everything that runs on the processor.
  [[nodiscard]] virtual OpenedFile open(const PerfEvent& event) = 0;
  /// Fills `words` from a group's leader: how many events there are, then each one's value in the order they were
  /// opened. An error when the kernel gives less than that. Does not allocate; safe from several threads.
  [[nodiscard]] virtual std::error_code read(const FileDescriptor& leader, std::span<std::uint64_t> words) noexcept = 0;
};

[[nodiscard]] std::shared_ptr<PerfEvents> kernel_perf_events();

}  // namespace greenbench
