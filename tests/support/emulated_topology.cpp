#include "tests/support/emulated_topology.hpp"

#include <fmt/format.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench::testing {

void write_topology(const std::filesystem::path& sysfs, const EmulatedTopology& topology) {
  const int cores = topology.packages * topology.dies_per_package * topology.cores_per_die;
  const int threads = topology.threads_per_core;
  for (int cpu = 0; cpu < cores * threads; ++cpu) {
    const std::filesystem::path folder = sysfs / fmt::format("devices/system/cpu/cpu{}/topology", cpu);
    const int core = cpu / threads;
    const int die = core / topology.cores_per_die;
    const int first = core * threads;
    write_file(folder / "physical_package_id", fmt::format("{}\n", die / topology.dies_per_package));
    write_file(folder / "die_id", fmt::format("{}\n", die % topology.dies_per_package));
    const std::string siblings =
        threads == 1 ? fmt::format("{}", first) : fmt::format("{}-{}", first, first + threads - 1);
    write_file(folder / "thread_siblings_list", siblings + "\n");
  }
}

}  // namespace greenbench::testing
