// Which CPUs this process may use.
//
//   std::vector<int> cpus = allowed_cpus();   // {0, 1, 2, 3}, or {2} under taskset --cpu-list 2
//   for (int cpu : cpus) open_file(roots.sysfs / fmt::format("devices/system/cpu/cpu{}/online", cpu));
//   std::size_t how_many = cpus.size();       // at least 1
#pragma once

#include <vector>

namespace greenbench {

/// By the affinity mask of the calling thread, in ascending order; CPU 0 where the kernel does not say. A cgroup's CPU
/// quota limits time, not which CPUs idle for this process, so it does not matter here.
[[nodiscard]] std::vector<int> allowed_cpus();

}  // namespace greenbench
