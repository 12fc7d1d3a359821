#include "harness/machine/throttle_count.hpp"

#include <system_error>
#include <utility>

namespace greenbench {

namespace fs = std::filesystem;

ThrottleCount::ThrottleCount(const fs::path& sysfs) {
  std::error_code error;
  for (const auto& cpu : fs::directory_iterator{sysfs / "devices/system/cpu", error}) {
    for (const char* name : {"core_throttle_count", "package_throttle_count"}) {
      OpenedFile file = open_file(cpu.path() / "thermal_throttle" / name);
      if (!file.error) files_.push_back(std::move(file.descriptor));
    }
  }
}

std::uint64_t ThrottleCount::read() const noexcept {
  std::uint64_t events = 0;
  for (const FileDescriptor& file : files_) {
    const NumberRead number = read_number(file);
    if (!number.error) events += number.value;
  }
  return events;
}

}  // namespace greenbench
