// How often the processor slowed down because it was too hot.
//
//   const ThrottleCount throttling{"/sys"};
//   std::uint64_t before = throttling.read();  work();
//   if (throttling.read() > before) the_clock_was_not_what_it_seemed();
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "counters/system/posix_file.hpp"

namespace greenbench {

class ThrottleCount {
 public:
  /// Opens core_throttle_count and package_throttle_count of every CPU, see the kernel's
  /// Documentation/ABI/testing/sysfs-devices-system-cpu. Only Intel processors have them.
  explicit ThrottleCount(const std::filesystem::path& sysfs);

  /// Events since the machine started, of all cores and packages. 0 where there are no counts. Does not allocate.
  [[nodiscard]] std::uint64_t read() const noexcept;

 private:
  /// Every CPU shows the count of its package and of its core: the largest is taken, for one that was off line missed
  /// some.
  using Counter = std::vector<FileDescriptor>;
  std::vector<Counter> counters_;
};

}  // namespace greenbench
