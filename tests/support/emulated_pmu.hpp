// An emulated event source: its folder in sysfs, as the kernel describes energy events.
//
//   write_pmu(machine.roots().sysfs, {.cpumask = "0,18", .events = {"energy-pkg", "energy-ram"}});
//   write_file(pmu_folder(sysfs) / "events/energy-pkg.unit", "Watts\n");
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace greenbench::testing {

struct EmulatedPmu {
  std::string name = "power";
  int type = 9;
  std::string cpumask = "0";
  std::vector<std::string> events = {"energy-pkg"};
  std::string scale = "2.3283064365386962890625e-10";  ///< 2^-32, as the kernel writes it
  std::string unit = "Joules";
};

[[nodiscard]] std::filesystem::path pmu_folder(const std::filesystem::path& sysfs, const std::string& name = "power");

/// The kernel's numbers: energy-cores 1, energy-pkg 2, energy-ram 3, energy-gpu 4, energy-psys 5; energy-core is 1.
void write_pmu(const std::filesystem::path& sysfs, const EmulatedPmu& pmu);

}  // namespace greenbench::testing
