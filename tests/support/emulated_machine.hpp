// An emulated machine: sysfs and procfs as the kernel lays them out, in a folder.
//
//   EmulatedMachine machine;
//   machine.set_cpu({.model_name = "Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz"});
//   ZoneId package = machine.add_zone({.name = "package-0", .watts = 50.0});
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>

#include "counters/system/file_roots.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench::testing {

/// What /proc/cpuinfo says.
struct EmulatedCpu {
  std::string vendor = "GenuineIntel";
  int family = 6;
  int model = 79;
  int stepping = 1;
  std::string model_name = "Emulated processor";
  bool hypervisor = false;
  int packages = 1;
  int cores_per_package = 2;
  int threads_per_core = 1;
};

using ZoneId = std::size_t;

struct EmulatedZone {
  std::string name;                         ///< the content of the file `name`
  std::string control_type = "intel-rapl";  ///< or "intel-rapl-mmio"
  std::optional<ZoneId> parent = std::nullopt;
  std::optional<int> index = std::nullopt;  ///< empty: the next free one below its parent
  double watts = 0.0;
  /// As the kernel gives it for 32 bits of 61.035 uJ. Empty: no such file, and a counter that never wraps.
  std::optional<std::uint64_t> range_microjoules = 262'143'328'850;
  std::optional<std::uint64_t> maximum_power_microwatts = std::nullopt;  ///< empty: no constraint file
  std::optional<ZoneId> same_counter_as = std::nullopt;                  ///< a second name of that zone's counter
};

/// One counter of a hardware monitoring device: class/hwmon/hwmon<device>/energy<number>_input and its label.
struct EmulatedEnergySensor {
  int device = 0;
  std::string driver = "amd_energy";  ///< the content of the device's file `name`
  int number = 1;
  std::string label;  ///< "Esocket0", "Ecore000"
  double watts = 0.0;
};

class EmulatedMachine {
 public:
  /// In a temporary folder of its own.
  EmulatedMachine();
  /// In `folder`, which stays.
  explicit EmulatedMachine(std::filesystem::path folder);

  [[nodiscard]] FileRoots roots() const;

  void set_cpu(const EmulatedCpu& cpu);
  ZoneId add_zone(const EmulatedZone& zone);
  /// Driven like a zone of no range. It is no zone of powercap: it has no parent and no children.
  ZoneId add_energy_sensor(const EmulatedEnergySensor& sensor);

  /// The zone as programs find it: <sysfs>/class/powercap/intel-rapl:0:1, or a sensor's device.
  [[nodiscard]] std::filesystem::path zone_path(ZoneId zone) const { return zones_.at(zone).path; }
  [[nodiscard]] const EmulatedZone& zone(ZoneId zone) const { return zones_.at(zone).about; }
  [[nodiscard]] std::size_t zone_count() const { return zones_.size(); }
  [[nodiscard]] CounterFile& counter(ZoneId zone) { return zones_.at(zone).counter; }

  /// Sets what the zone's counter shows.
  void set_energy(ZoneId zone, std::uint64_t microjoules) { counter(zone).store(microjoules); }

  /// As since CVE-2020-8694: every counter for its owner only. Who runs as root can read it nevertheless.
  void forbid_reading();
  /// A container runtime's empty file system over devices/virtual/powercap: all links lead nowhere.
  void mask_powercap();

 private:
  struct Zone {
    EmulatedZone about;
    std::string entry;                  ///< "intel-rapl:0:1"
    std::filesystem::path path;         ///< below class/powercap
    std::filesystem::path real_path;    ///< below devices/virtual/powercap
    std::filesystem::path energy_file;  ///< in real_path
    CounterFile counter;
  };

  [[nodiscard]] std::string next_entry(const EmulatedZone& zone) const;

  std::optional<TemporaryFolder> temporary_;
  std::filesystem::path folder_;
  std::deque<Zone> zones_;  ///< a deque, because a driver holds on to its elements
};

/// One socket: package-0 with core and dram, a limit of 120 W.
struct OneSocket {
  EmulatedMachine machine;
  ZoneId package;
  ZoneId core;
  ZoneId dram;
  OneSocket();
};

}  // namespace greenbench::testing
