// The source "msr": RAPL counters straight from the processor's registers.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_msr(FileRoots{});
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <memory>
#include <variant>

#include "counters/msr/msr_registers.hpp"
#include "counters/source/core_sum.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// What stands between the source and the registers; the defaults are the real machine's.
struct MsrAccess {
  std::shared_ptr<RegisterReader> registers = nullptr;  ///< null: device_registers()
  Seconds cores_every = cores_are_read_every;
};

/// Opens one processor of each package, or die. Unavailable when the unit or the package's counter cannot be read; a
/// counter that the processor lacks (its register cannot be read, or shows nothing but zero) is left out.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_msr(const FileRoots& roots,
                                                                                MsrAccess access = {});

}  // namespace greenbench
