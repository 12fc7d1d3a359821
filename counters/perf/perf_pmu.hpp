// The energy events that the kernel describes in sysfs: the folder of one event source ("power", "power_core").
//
//   auto found = read_perf_pmu("/sys/bus/event_source/devices/power", package_events());
//   const PerfPmu& pmu = std::get<PerfPmu>(found);
//   pmu.events[0].scale;     // 2^-32 J, from energy-pkg.scale
#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "counters/source/rapl_domain.hpp"
#include "counters/source/source.hpp"

namespace greenbench {

/// An event that is looked for.
struct PerfEventName {
  std::string_view file;  ///< below events/: "energy-pkg"
  RaplKind kind;
};

/// An event that is there.
struct PerfEnergyEvent {
  std::string name;
  RaplKind kind = RaplKind::package;
  std::uint64_t config = 0;
  Joules scale;  ///< of one count
};

struct PerfPmu {
  std::filesystem::path folder;
  std::uint32_t type = 0;
  std::vector<int> cpus;                ///< where to open them: one of each package, die or core
  std::vector<PerfEnergyEvent> events;  ///< in the order of the names asked for
};

/// energy-pkg, energy-ram, energy-cores, energy-gpu, energy-psys: of the source "power".
[[nodiscard]] std::span<const PerfEventName> package_events();
/// energy-core: of the source "power_core", which kernels have for AMD processors from Linux 6.15 on.
[[nodiscard]] std::span<const PerfEventName> core_events();

/// Events that the folder does not have are left out; so is one that is only shown and cannot be understood.
/// Unavailable when the folder itself, or an event that counts, cannot be understood.
[[nodiscard]] std::variant<PerfPmu, Unavailable> read_perf_pmu(const std::filesystem::path& folder,
                                                               std::span<const PerfEventName> names);

}  // namespace greenbench
