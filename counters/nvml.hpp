// The source "nvml": the energy counters of NVIDIA GPUs, one domain for each board.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_nvml("libnvidia-ml.so.1");
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <memory>
#include <string>
#include <variant>

#include "counters/source.hpp"

namespace greenbench {

/// No true reading of one board implies more than this: above what any single GPU may draw for longer. The counter
/// never wraps, so the figure only bounds what a short region in which the counter stood still may have used.
inline constexpr Watts gpu_maximum_power{1000.0};

/// Opens every GPU that this process may use. Unavailable when there is none, and when one that may be used cannot be
/// read: a total without it would be too small.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_nvml(const std::string& library);

}  // namespace greenbench
