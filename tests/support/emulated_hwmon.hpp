// Hardware monitoring devices of an emulated machine.
//
//   EmulatedMachine machine;
//   fs::path device = add_hwmon(machine, 0, "amd_energy", {{"energy1_input", "1000"}, {"energy1_label", "Esocket0"}});
//   write_file(device / "energy1_input", "2000\n");
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/emulated_machine.hpp"

namespace greenbench::testing {

using DeviceFiles = std::vector<std::pair<std::string, std::string>>;

/// Writes class/hwmon/hwmon<number> with its name and files; returns the folder.
inline std::filesystem::path add_hwmon(const EmulatedMachine& machine, int number, const std::string& name,
                                       const DeviceFiles& files) {
  const std::filesystem::path device = machine.roots().sysfs / "class/hwmon" / ("hwmon" + std::to_string(number));
  write_file(device / "name", name + "\n");
  for (const auto& [file, content] : files) write_file(device / file, content + "\n");
  return device;
}

}  // namespace greenbench::testing
