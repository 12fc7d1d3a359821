// What sysfs and procfs say, read for the record of a run and for the noise that `doctor` looks for.
//
//   std::string governor = first_line(roots.sysfs / "devices/system/cpu/cpu0/cpufreq/scaling_governor");
//   std::vector<std::string> models = values_of(read_text_file(roots.procfs / "cpuinfo").text, "model name");
//   if (std::optional<TurboSwitch> turbo = turbo_switch(roots.sysfs); turbo && turbo->on) advise(turbo->file);
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

/// Empty when the file cannot be read, as when its first line is.
[[nodiscard]] std::string first_line(const std::filesystem::path& path);

/// All values of one key, in order, in "key : value" lines as in cpuinfo and meminfo.
[[nodiscard]] std::vector<std::string> values_of(const std::string& text, const std::string& key);

/// Whether the first processor in `<procfs>/cpuinfo` has this flag.
[[nodiscard]] bool has_cpu_flag(const std::filesystem::path& procfs, std::string_view flag);

/// The kernel's switch for clock speeds above the nominal one.
struct TurboSwitch {
  bool on;
  std::filesystem::path file;
  std::string_view off_value;  ///< what to write there to switch turbo off
};
[[nodiscard]] std::optional<TurboSwitch> turbo_switch(const std::filesystem::path& sysfs);

/// "virtual machine (vendor)"; empty on bare metal and when the kernel does not tell.
[[nodiscard]] std::string virtual_machine(const std::filesystem::path& sysfs, const std::filesystem::path& procfs);

}  // namespace greenbench
