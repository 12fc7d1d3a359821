// Which processor this is, from procfs.
//
//   CpuIdentity cpu = read_cpu_identity("/proc");
//   cpu.model_name;                          // "AMD EPYC 7763 64-Core Processor"
//   std::string_view name = microarchitecture(cpu).value_or("not recognised");
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace greenbench {

/// Numbers that the file does not give stay 0, texts empty.
struct CpuIdentity {
  std::string vendor = {};  ///< "GenuineIntel", "AuthenticAMD"; on Arm the implementer: "0x41"
  int family = 0;
  int model = 0;  ///< on Arm the part number
  int stepping = 0;
  std::string model_name = {};  ///< as the processor gives it, with its decorations
  bool hypervisor = false;      ///< the processor says that it runs under a hypervisor
  int logical_cpus = 0;
  int physical_cores = 0;  ///< over all packages; equals logical_cpus where the file does not tell cores apart
  int packages = 0;        ///< at least 1 when there is a processor
};

/// From `<procfs>/cpuinfo`. All empty when it cannot be read.
[[nodiscard]] CpuIdentity read_cpu_identity(const std::filesystem::path& procfs);
[[nodiscard]] CpuIdentity parse_cpuinfo(std::string_view text);

/// The microarchitecture as the virtual-CPU power table names it. Empty when that table has no such row.
[[nodiscard]] std::optional<std::string_view> microarchitecture(const CpuIdentity& cpu);

}  // namespace greenbench
