// The processor's energy registers: their numbers, their units, and how one is read.
//
//   std::optional<EnergyRegisters> layout = energy_registers(cpu);     // by vendor, family and model
//   Joules unit = energy_unit(0x000a0e03);                             // 2^-14 J
//   NumberRead raw = registers->read(file, layout->of_package[0].number);
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "counters/source/rapl_domain.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/file_roots.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

struct EnergyRegister {
  RaplKind kind = RaplKind::package;
  std::uint32_t number = 0;
};

/// Which registers a processor has. All counters are 32 bits wide, whatever the upper half of a register says.
struct EnergyRegisters {
  std::uint32_t unit = 0;
  std::span<const EnergyRegister> of_package = {};  ///< the package's own register comes first
  std::optional<std::uint32_t> of_core = {};        ///< AMD: each core has its own counter
  bool per_die = false;  ///< several dies in one package count each for itself; else all show the package's
};

/// Empty for vendors, families and models whose registers are not known, or encode their unit in another way.
[[nodiscard]] std::optional<EnergyRegisters> energy_registers(const CpuIdentity& cpu);

/// What the unit register says: bits 12 to 8 are the negative power of two, in joules.
[[nodiscard]] Joules energy_unit(std::uint64_t unit_register);

/// An interface, because AMD's registers are one apart: a plain file cannot hold eight bytes for each.
class RegisterReader {
 public:
  virtual ~RegisterReader() = default;
  [[nodiscard]] virtual OpenedFile open(int cpu) = 0;
  /// Does not allocate; safe from several threads. EIO when the processor has no such register.
  [[nodiscard]] virtual NumberRead read(const FileDescriptor& file, std::uint32_t number) noexcept = 0;
  /// The file's path, for messages.
  [[nodiscard]] virtual std::string path(int cpu) const = 0;
};

/// Through <devfs>/cpu/N/msr (msr(4)): eight bytes at the offset that is the register's number.
[[nodiscard]] std::shared_ptr<RegisterReader> device_registers(const FileRoots& roots);

}  // namespace greenbench
