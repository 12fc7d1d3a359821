// Where the processors sit: their package, die and core, from sysfs; and which of them this process may use.
//
//   std::vector<CpuPlace> all = cpu_places("/sys");
//   for (const CpuPlace& place : first_of_each_die(all)) open(place.cpu);
//   place_name(all[0], all);   // "0"; where the package has several dies: "0-die-1"
//   std::vector<int> cpus = allowed_cpus();   // {0, 1, 2, 3}, or {2} under taskset --cpu-list 2
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

struct CpuPlace {
  int cpu = 0;
  int package = 0;
  int die = 0;
  bool first_of_core = true;  ///< of the hardware threads of one core, the one with the lowest number
};

/// "0,18" or "0-3,8", as the kernel writes lists of processors. Empty when it is anything else.
[[nodiscard]] std::vector<int> parse_cpu_list(std::string_view text);

/// Empty when sysfs does not tell the processor's package: it is off line, or not there.
[[nodiscard]] std::optional<CpuPlace> cpu_place(const std::filesystem::path& sysfs, int cpu);

/// Every processor that is on line, by number.
[[nodiscard]] std::vector<CpuPlace> cpu_places(const std::filesystem::path& sysfs);

/// One processor of each package, or of each die; in the order of packages and dies.
[[nodiscard]] std::vector<CpuPlace> first_of_each_package(std::span<const CpuPlace> places);
[[nodiscard]] std::vector<CpuPlace> first_of_each_die(std::span<const CpuPlace> places);

/// "1", or "1-die-0" when `among` has several dies of that package: what powercap's names end in.
[[nodiscard]] std::string place_name(const CpuPlace& place, std::span<const CpuPlace> among);

/// The CPUs that this process may use, by the affinity mask of the calling thread, in ascending order; CPU 0 where the
/// kernel does not say. A cgroup's CPU quota limits time, not which CPUs idle for this process, so it does not matter
/// here.
[[nodiscard]] std::vector<int> allowed_cpus();

}  // namespace greenbench
