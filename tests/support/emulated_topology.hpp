// Where an emulated machine's processors sit: devices/system/cpu of a sysfs.
//
//   write_topology(machine.roots().sysfs, {.packages = 2, .cores_per_die = 18});   // cpu0 to cpu35
#pragma once

#include <filesystem>

namespace greenbench::testing {

/// Processors are numbered by package, then die, core and thread.
struct EmulatedTopology {
  int packages = 1;
  int dies_per_package = 1;
  int cores_per_die = 2;
  int threads_per_core = 1;
};

void write_topology(const std::filesystem::path& sysfs, const EmulatedTopology& topology);

}  // namespace greenbench::testing
