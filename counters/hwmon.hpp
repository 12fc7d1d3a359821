// The source "hwmon": energy counters and power sensors of the kernel's hardware monitoring.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_hwmon(roots);
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <memory>
#include <variant>

#include "counters/file_roots.hpp"
#include "counters/source.hpp"

namespace greenbench {

/// Sockets (amd_energy) count toward the total; where there are none, the meter of the whole machine does. All else is
/// shown. Unavailable when nothing would count or what counts cannot be read. Where there are power sensors, a thread
/// samples them as long as the source lives.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_hwmon(const FileRoots& roots);

}  // namespace greenbench
