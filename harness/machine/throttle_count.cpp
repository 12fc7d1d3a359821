#include "harness/machine/throttle_count.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "harness/machine/kernel_files.hpp"

namespace greenbench {

namespace fs = std::filesystem;

ThrottleCount::ThrottleCount(const fs::path& sysfs) {
  std::map<std::string, Counter> counters;
  std::error_code error;
  for (const auto& cpu : fs::directory_iterator{sysfs / "devices/system/cpu", error}) {
    const std::string package = first_line(cpu.path() / "topology/physical_package_id");
    std::string core = first_line(cpu.path() / "topology/core_id");
    if (core.empty()) core = cpu.path().filename().string();
    const auto add = [&](std::string_view name, const std::string& whose) {
      OpenedFile file = open_file(cpu.path() / "thermal_throttle" / name);
      if (!file.error) counters[whose].push_back(std::move(file.descriptor));
    };
    add("package_throttle_count", fmt::format("package {}", package));
    add("core_throttle_count", fmt::format("core {} of package {}", core, package));
  }
  for (auto& [whose, files] : counters) counters_.push_back(std::move(files));
}

std::uint64_t ThrottleCount::read() const noexcept {
  std::uint64_t events = 0;
  for (const Counter& counter : counters_) {
    std::uint64_t most = 0;
    for (const FileDescriptor& file : counter) {
      const NumberRead number = read_number(file);
      if (!number.error) most = std::max(most, number.value);
    }
    events += most;
  }
  return events;
}

}  // namespace greenbench
