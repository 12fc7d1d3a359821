#include "counters/hwmon/hwmon_absence.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "counters/source/absence.hpp"
#include "counters/system/cpu_identity.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"hwmon", std::move(reason), std::move(remedy)};
}

/// "amdgpu (PPT), nvme (power1)": what is there, by device.
std::string list_of(std::span<const HwmonSensor> sensors) {
  constexpr std::size_t most = 6;
  std::string list;
  for (const HwmonSensor& sensor : sensors.first(std::min(sensors.size(), most))) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", sensor.device_name, sensor.label);
  }
  if (sensors.size() > most) list += fmt::format(" and {} more", sensors.size() - most);
  return list;
}

/// 17h is the first family with RAPL counters (Zen).
bool has_amd_counters(const CpuIdentity& cpu) {
  return cpu.vendor == "AuthenticAMD" && cpu.family >= 0x17;
}

/// One that shows a package here, if there is one.
std::string another_source(const FileRoots& roots) {
  const std::vector<std::string_view> found = rapl_interfaces(roots.sysfs);
  if (found.empty()) return std::string{use_estimate};
  return fmt::format("take another source, --source {}, or {}", found.front(), use_estimate);
}

}  // namespace

Unavailable why_nothing_counts(const FileRoots& roots, std::span<const HwmonSensor> sensors) {
  const std::string folder = (roots.sysfs / "class/hwmon").string();
  const CpuIdentity cpu = read_cpu_identity(roots.procfs);
  if (std::ranges::count_if(sensors, is_power_meter) > 1) {
    return unavailable(fmt::format("several power meters in {}, and which of them contains which is not known: {}",
                                   folder, list_of(sensors)),
                       another_source(roots));
  }
  const std::string found = sensors.empty() ? fmt::format("no sensor with energy or power in {}", folder)
                                            : fmt::format("no sensor of a whole processor or machine in {}, only {}",
                                                          folder, list_of(sensors));
  if (cpu.hypervisor) {
    return unavailable(found + ": this is a virtual machine, and its hypervisor offers none",
                       std::string{measure_on_the_host});
  }
  if (has_amd_counters(cpu)) {
    return unavailable(found + ": the module amd_energy, which shows this processor's counters, is not loaded",
                       "prefer --source powercap, which shows the same counters from Linux 5.11 on. Else load the "
                       "module:\n"
                       "  sudo modprobe amd_energy\n"
                       "Newer kernels do not have it; its source is at https://github.com/amd/amd_energy");
  }
  return unavailable(found, fmt::format("{}. On a server with an ACPI power meter, load its driver:\n"
                                        "  sudo modprobe acpi_power_meter",
                                        another_source(roots)));
}

Unavailable why_unreadable_sensor(const fs::path& file, const std::error_code& error) {
  if (means_no_permission(error)) {
    const bool is_energy = file.filename().string().starts_with("energy");
    const fs::path counters = is_energy ? file.parent_path() / "energy*_input" : file;
    return unavailable(
        fmt::format("no permission to read {}", file.string()),
        fmt::format("give a group of your choice read access to this device's counters (again after each boot), and "
                    "nothing else:\n"
                    "  sudo groupadd --force energy && sudo usermod --append --groups energy \"$USER\"\n"
                    "  sudo chgrp energy {0} && sudo chmod 0440 {0}\n"
                    "then log in again. Members of the group can observe other users' work through its power "
                    "(CVE-2020-12912)",
                    counters.string()));
  }
  return unavailable(
      fmt::format("cannot read {}: {}", file.string(), error.message()),
      fmt::format("look for the driver's message with\n  journalctl --dmesg --grep hwmon\nor {}", use_estimate));
}

}  // namespace greenbench
