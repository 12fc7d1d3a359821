#include "counters/source/absence.hpp"

#include <fmt/format.h>

#include "counters/system/posix_file.hpp"
#include "counters/system/rights.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

bool powercap_shows_packages(const fs::path& sysfs) {
  std::error_code error;
  for (const fs::directory_entry& zone : fs::directory_iterator{sysfs / "class/powercap", error}) {
    if (read_text_file(zone.path() / "name").text.starts_with("package-")) return true;
  }
  return false;
}

bool perf_shows_packages(const fs::path& sysfs) {
  std::error_code error;
  return fs::exists(sysfs / "bus/event_source/devices/power/events/energy-pkg", error);
}

}  // namespace

std::vector<std::string_view> rapl_interfaces(const fs::path& sysfs) {
  std::vector<std::string_view> found;
  if (powercap_shows_packages(sysfs)) found.emplace_back("powercap");
  if (perf_shows_packages(sysfs)) found.emplace_back("perf");
  return found;
}

bool is_module_loaded(const fs::path& sysfs, std::string_view module) {
  std::error_code error;
  return fs::exists(sysfs / "module" / module, error);
}

std::string take_up_group(const ReadingGroup& group) {
  if (group.lists_user)
    return fmt::format("log in again: you are a member of {}, but were not when you logged in", group.name);
  return fmt::format("join that group, then log in again:\n  sudo usermod --append --groups {} \"$USER\"", group.name);
}

}  // namespace greenbench
