// The energy of all cores of a package as one number, where each core has a counter of its own (AMD).
//
//   CoreSum sum{std::move(core_files), read_core, {.mask = 0xffffffff}};
//   NumberRead ticks = sum.read();       // how far all cores together have moved since the first read
//   if (ticks.error) show(sum.failed_core());
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

#include "counters/system/posix_file.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

/// Reading a core's counter interrupts that core, and wakes it if it sleeps: with a hundred of them that takes longer
/// than the regions that are measured, and costs energy that belongs to nobody. So the cores are read at most this
/// often; in between the sum stands still. Ten times a second is an arbitrary choice.
inline constexpr Seconds cores_are_read_every{0.1};

class CoreSum {
 public:
  using ReadCore = std::function<NumberRead(const FileDescriptor& core)>;
  struct Options {
    /// The largest value of one core's counter, all ones: each core wraps by itself, and is extended to 64 bits by
    /// itself. So each has to be read at least once per wrap, at full power about once an hour.
    std::uint64_t mask = ~std::uint64_t{0};
    Seconds read_every = cores_are_read_every;
  };

  /// `read_core` does not allocate or throw.
  CoreSum(std::vector<FileDescriptor> cores, ReadCore read_core, Options options);

  /// Safe from several threads, does not allocate or wait: while one thread reads the cores, the others get the sum as
  /// it was. Never goes backwards. The first read gives 0.
  [[nodiscard]] NumberRead read() noexcept;

  /// After a failed read: which of the cores it was.
  [[nodiscard]] std::size_t failed_core() const noexcept { return failed_core_.load(); }

 private:
  [[nodiscard]] bool is_due() const;
  [[nodiscard]] std::error_code read_cores() noexcept;

  std::vector<FileDescriptor> cores_;
  ReadCore read_core_;
  Options options_;
  std::atomic<std::uint64_t> sum_{0};
  std::atomic<std::size_t> failed_core_{0};

  // Only the thread that holds the flag touches these.
  std::atomic_flag busy_;
  std::vector<std::uint64_t> last_;
  std::uint64_t moved_ = 0;
  bool started_ = false;
  std::chrono::steady_clock::time_point read_at_;
};

}  // namespace greenbench
