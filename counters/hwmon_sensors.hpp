// The energy and power sensors below class/hwmon, described but not opened.
//
//   for (const HwmonSensor& sensor : find_hwmon_sensors("/sys")) show(sensor.device, sensor.label);
//   find_hwmon_sensors("/sys")[0].file;     // /sys/class/hwmon/hwmon2/energy1_input
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "counters/units.hpp"

namespace greenbench {

struct HwmonSensor {
  enum class Kind {
    socket_energy,    ///< amd_energy: a whole socket
    core_energy,      ///< amd_energy: one core, inside a socket
    other_energy,     ///< an energy counter of another driver
    machine_power,    ///< the meter of the whole machine (ACPI)
    component_power,  ///< of a graphics card, a supply, a voltage rail
  };
  Kind kind;
  std::string device;             ///< the driver's name: "amd_energy"
  std::string label;              ///< "Esocket0"; "energy1" where the driver gives none
  std::filesystem::path file;     ///< microjoules or microwatts
  std::optional<Seconds> period;  ///< how often a power sensor updates, where the driver tells
};

[[nodiscard]] bool is_power(const HwmonSensor& sensor);

/// In the order of device numbers, and of the sensors' numbers in each. Empty when there are none.
[[nodiscard]] std::vector<HwmonSensor> find_hwmon_sensors(const std::filesystem::path& sysfs);

}  // namespace greenbench
