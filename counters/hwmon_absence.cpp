#include "counters/hwmon_absence.hpp"

#include <string_view>

#include <fmt/format.h>

#include "counters/cpu_identity.hpp"

namespace greenbench {

namespace {

constexpr std::string_view use_estimate = "use the estimate with --source estimate";

Unavailable unavailable(std::string reason, std::string remedy) {
  return {"hwmon", std::move(reason), std::move(remedy)};
}

/// "amdgpu (power1), nvme (power1)"
std::string list_of(std::span<const HwmonSensor> sensors) {
  std::string list;
  for (const HwmonSensor& sensor : sensors) {
    list += fmt::format("{}{} ({})", list.empty() ? "" : ", ", sensor.device, sensor.label);
  }
  return list;
}

bool is_amd_with_cores(const CpuIdentity& cpu) {
  // amd_energy and its successors know families 17h and later.
  return cpu.vendor == "AuthenticAMD" && cpu.family >= 0x17;
}

}  // namespace

Unavailable why_no_hwmon(const FileRoots& roots, std::span<const HwmonSensor> sensors) {
  const CpuIdentity cpu = read_cpu_identity(roots.procfs);
  const std::string folder = (roots.sysfs / "class/hwmon").string();
  const std::string nothing =
      sensors.empty() ? fmt::format("no sensor of energy or power in {}", folder)
                      : fmt::format("only sensors of single components in {}: {}", folder, list_of(sensors));
  if (cpu.hypervisor) {
    return unavailable(nothing + ": this is a virtual machine, and its hypervisor offers none for the processor",
                       fmt::format("measure on the host or on a machine of your own, or {}", use_estimate));
  }
  if (is_amd_with_cores(cpu)) {
    return unavailable(nothing + ": the module amd_energy is not loaded",
                       "use powercap or perf, which the kernel has for this processor (Linux 5.11 and later); else\n"
                       "  sudo modprobe amd_energy\n"
                       "which newer kernels have no longer");
  }
  return unavailable(
      nothing + ": no driver for this machine's power is loaded, or it has none",
      fmt::format("where the firmware has a power meter:\n  sudo modprobe acpi_power_meter\nor {}", use_estimate));
}

Unavailable why_hwmon_unreadable(const std::filesystem::path& file, const std::error_code& error) {
  if (error == std::errc::permission_denied || error == std::errc::operation_not_permitted) {
    return unavailable(
        fmt::format("no permission to read {}", file.string()),
        fmt::format("give a group of your choice read access, and nothing else:\n"
                    "  sudo groupadd --force energy && sudo usermod --append --groups energy \"$USER\"\n"
                    "  sudo chgrp energy {0} && sudo chmod 0440 {0}\n"
                    "then log in again. Members of the group can observe other users' work through its power",
                    file.string()));
  }
  return unavailable(
      fmt::format("cannot read {}: {}", file.string(), error.message()),
      fmt::format("look for the driver's message with\n  journalctl --dmesg --grep hwmon\nor {}", use_estimate));
}

}  // namespace greenbench
