// Thermal design power of a processor, by its exact name.
//
//   std::optional<Watts> tdp = processor_tdp(read_cpu_identity("/proc"));   // per package
//   normalised_processor_name("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz"); // "intel xeon e5-2680 v4"
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "counters/system/cpu_identity.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

/// Lower case, without trade marks, frequency, core count, integrated graphics and the words around the model.
[[nodiscard]] std::string normalised_processor_name(std::string_view model_name);

/// TDP of one package. Only for an exact name, that the table gives one figure for, and never in a virtual machine,
/// whose hypervisor may show any name and owns only part of the processor.
[[nodiscard]] std::optional<Watts> processor_tdp(const CpuIdentity& cpu);

}  // namespace greenbench
