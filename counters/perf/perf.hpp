// The source "perf": RAPL counters through the kernel's performance events.
//
//   std::variant<std::unique_ptr<EnergySource>, Unavailable> opened = open_perf(FileRoots{});
//   if (auto* source = std::get_if<std::unique_ptr<EnergySource>>(&opened)) use(std::move(*source));
//   else show(std::get<Unavailable>(opened));
#pragma once

#include <memory>
#include <variant>

#include "counters/perf/perf_events.hpp"
#include "counters/source/core_sum.hpp"
#include "counters/source/source.hpp"
#include "counters/system/file_roots.hpp"

namespace greenbench {

/// What stands between the source and the kernel; the defaults are the real machine's.
struct PerfAccess {
  std::shared_ptr<PerfEvents> events = kernel_perf_events();
  Seconds cores_every = cores_are_read_every;
};

/// Opens one group of events for each package, or die, that sysfs names. Unavailable when an event that counts toward
/// the total cannot be opened; one that is only shown is then left out. Watches the counters for up to 25 ms, to learn
/// their steps.
[[nodiscard]] std::variant<std::unique_ptr<EnergySource>, Unavailable> open_perf(const FileRoots& roots,
                                                                                 PerfAccess access = {});

}  // namespace greenbench
