// The source "powercap": RAPL counters through the kernel's powercap tree.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_powercap(FileRoots{});
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <memory>
#include <variant>

#include "counters/powercap/powercap_zones.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// Opens every zone. Unavailable when a zone that counts toward the total cannot be opened, or its wrap range cannot
/// be read; a zone that is only shown is then left out. Watches the dies of a package for up to 250 ms, where there are
/// several.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_powercap(const FileRoots& roots);

/// One zone as a domain: ticks are microjoules. `zone.range_microjoules` must be known.
[[nodiscard]] Domain powercap_domain(const PowercapZone& zone, Watts maximum_power);

}  // namespace greenbench
