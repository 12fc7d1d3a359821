#include "harness/machine/kernel_files.hpp"

#include <sstream>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

std::string first_line(const std::filesystem::path& path) {
  const FileRead read = read_text_file(path);
  return read.error ? std::string{} : read.text.substr(0, read.text.find('\n'));
}

std::vector<std::string> values_of(const std::string& text, const std::string& key) {
  std::vector<std::string> values;
  std::istringstream lines{text};
  for (std::string line; std::getline(lines, line);) {
    const std::size_t colon = line.find(':');
    if (colon == std::string::npos || line.compare(0, key.size(), key) != 0) continue;
    if (line.find_first_not_of(" \t", key.size()) != colon) continue;
    const std::size_t start = line.find_first_not_of(" \t", colon + 1);
    if (start != std::string::npos) values.push_back(line.substr(start));
  }
  return values;
}

bool has_cpu_flag(const std::filesystem::path& procfs, std::string_view flag) {
  const auto flags = values_of(read_text_file(procfs / "cpuinfo").text, "flags");
  return !flags.empty() && has_word(flags.front(), flag);
}

std::optional<TurboSwitch> turbo_switch(const std::filesystem::path& sysfs) {
  const std::filesystem::path cpu = sysfs / "devices/system/cpu";
  const std::filesystem::path no_turbo = cpu / "intel_pstate/no_turbo";
  if (const std::string off = first_line(no_turbo); !off.empty()) return TurboSwitch{off == "0", no_turbo, "1"};
  const std::filesystem::path boost = cpu / "cpufreq/boost";
  if (const std::string on = first_line(boost); !on.empty()) return TurboSwitch{on == "1", boost, "0"};
  return std::nullopt;
}

std::string virtual_machine(const std::filesystem::path& sysfs, const std::filesystem::path& procfs) {
  if (!has_cpu_flag(procfs, "hypervisor")) return {};
  const std::string vendor = first_line(sysfs / "class/dmi/id/sys_vendor");
  return vendor.empty() ? "virtual machine" : "virtual machine (" + vendor + ")";
}

}  // namespace greenbench
