// The energy counters and power sensors of the kernel's hardware monitors, known by their device's name and their
// labels, never by an index.
//
//   std::vector<HwmonSensor> sensors = find_hwmon_sensors("/sys");
//   mark_counted_sensors(sensors);
//   sensors[0].device_name;   // "amd_energy", at whichever hwmonN it is
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "counters/units/units.hpp"

namespace greenbench {

struct HwmonSensor {
  enum class Kind {
    socket_energy,  ///< a whole processor: amd_energy's Esocket
    core_energy,    ///< inside one: amd_energy's Ecore
    other_energy,   ///< what it is the energy of is the driver's business
    power
  };

  std::filesystem::path file;    ///< energyN_input in microjoules, powerN_average or powerN_input in microwatts
  std::filesystem::path device;  ///< the folder of the file
  std::string device_name;       ///< "amd_energy", "power_meter", "amdgpu"
  std::string label;             ///< the content of energyN_label or powerN_label; else "energy1", "power1"
  Kind kind = Kind::power;
  std::optional<Seconds> period;  ///< of power: how often it is renewed, as the device says; empty when it does not
  bool counted = false;           ///< set by mark_counted_sensors
};

/// Every such sensor, whether it can be read or not, in a stable order.
[[nodiscard]] std::vector<HwmonSensor> find_hwmon_sensors(const std::filesystem::path& sysfs);

/// Counts all processors' energy counters. Where there is none, counts the power of the whole machine, if exactly one
/// ACPI power meter shows it. Nothing else counts: what part of the machine it belongs to is not known.
void mark_counted_sensors(std::vector<HwmonSensor>& sensors);

/// The name of its domain, without regard to others of the same name: "package-0", "amdgpu-PPT", "power_meter-power1".
[[nodiscard]] std::string hwmon_domain_name(const HwmonSensor& sensor);

/// The ACPI power meter, whose power is the whole machine's.
[[nodiscard]] bool is_power_meter(const HwmonSensor& sensor);

}  // namespace greenbench
