// Why the energy registers cannot be used here, told apart, each with its own remedy.
//
//   if (!energy_registers(cpu)) return why_unknown_processor(cpu);
//   return why_no_register(roots, {.what = "/dev/cpu/0/msr", .error = error});
#pragma once

#include <string>
#include <system_error>

#include "counters/source/source.hpp"
#include "counters/system/cpu_identity.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// Not an Intel, AMD or Hygon processor, or one whose registers are not known.
[[nodiscard]] Unavailable why_unknown_processor(const CpuIdentity& cpu);

/// sysfs names no processor, so whose registers to read is not known.
[[nodiscard]] Unavailable why_no_processors(const FileRoots& roots);

/// A file that could not be opened, or a register that could not be read or shows nothing.
struct MsrRefusal {
  std::string what;       ///< "/dev/cpu/0/msr", or "/dev/cpu/0/msr register 0x606"
  std::error_code error;  ///< none: the register reads as zero, which no processor with counters says
};
[[nodiscard]] Unavailable why_no_register(const FileRoots& roots, const MsrRefusal& refusal);

}  // namespace greenbench
