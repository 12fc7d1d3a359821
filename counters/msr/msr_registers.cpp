#include "counters/msr/msr_registers.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "counters/system/kept_files.hpp"

namespace greenbench {

namespace {

// Intel, Software Developer's Manual, volume 4 and volume 3B, "Platform Specific Power Management Support".
constexpr std::uint32_t intel_unit = 0x606;
constexpr std::array intel_registers = {
    EnergyRegister{RaplKind::package, 0x611}, EnergyRegister{RaplKind::dram, 0x619},
    EnergyRegister{RaplKind::core, 0x639},    EnergyRegister{RaplKind::uncore, 0x641},
    EnergyRegister{RaplKind::psys, 0x64D},
};

// AMD, Processor Programming Reference of family 17h and later: RAPL_PWR_UNIT, CORE_ENERGY_STAT, PKG_ENERGY_STAT.
constexpr std::uint32_t amd_unit = 0xC0010299;
constexpr std::uint32_t amd_core = 0xC001029A;
constexpr std::array amd_registers = {EnergyRegister{RaplKind::package, 0xC001029B}};

// Silvermont and Airmont Atoms give their unit as a positive power of two of microjoules (Software Developer's Manual,
// volume 4); the model numbers are the kernel's, arch/x86/include/asm/intel-family.h.
constexpr std::array atoms_with_another_unit = {0x37, 0x4a, 0x4c, 0x4d, 0x5a, 0x5d};

class DeviceRegisters final : public RegisterReader {
 public:
  explicit DeviceRegisters(std::filesystem::path devfs) : devfs_(std::move(devfs)) {}

  [[nodiscard]] OpenedFile open(int cpu) override { return open_counter(path(cpu)); }

  [[nodiscard]] NumberRead read(const FileDescriptor& file, std::uint32_t number) noexcept override {
    NumberRead result;
    ssize_t count = -1;
    do {
      count = pread(file.get(), &result.value, sizeof result.value, static_cast<off_t>(number));
    } while (count < 0 && errno == EINTR);
    if (count < 0) {
      result.error = {errno, std::generic_category()};
    } else if (static_cast<std::size_t>(count) != sizeof result.value) {
      result.error = std::make_error_code(std::errc::no_message_available);
    }
    return result;
  }

  [[nodiscard]] std::string path(int cpu) const override { return (devfs_ / fmt::format("cpu/{}/msr", cpu)).string(); }

 private:
  std::filesystem::path devfs_;
};

}  // namespace

std::optional<EnergyRegisters> energy_registers(const CpuIdentity& cpu) {
  if (cpu.vendor == "GenuineIntel" && cpu.family >= 6 && cpu.family != 15) {
    if (cpu.family == 6 && std::ranges::find(atoms_with_another_unit, cpu.model) != atoms_with_another_unit.end()) {
      return std::nullopt;
    }
    return EnergyRegisters{.unit = intel_unit, .of_package = intel_registers, .per_die = true};
  }
  const bool is_amd = cpu.vendor == "AuthenticAMD" || cpu.vendor == "HygonGenuine";
  if (is_amd && cpu.family >= 0x17) {
    return EnergyRegisters{.unit = amd_unit, .of_package = amd_registers, .of_core = amd_core};
  }
  return std::nullopt;
}

Joules energy_unit(std::uint64_t unit_register) {
  return Joules{std::ldexp(1.0, -static_cast<int>((unit_register >> 8U) & 0x1fU))};
}

std::shared_ptr<RegisterReader> device_registers(const FileRoots& roots) {
  return std::make_shared<DeviceRegisters>(roots.devfs);
}

}  // namespace greenbench
