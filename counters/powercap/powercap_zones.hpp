// The RAPL zones of the kernel's powercap tree, known by name, parent and control type, never by index.
//
//   std::vector<PowercapZone> zones = find_powercap_zones("/sys");
//   zones[0].domain_name;   // "package-0", at /sys/class/powercap/intel-rapl:0 or at any other index
//   mark_counted_zones(zones);
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace greenbench {

struct PowercapZone {
  enum class Kind { package, dram, inside_package, platform };  ///< inside_package: core, uncore; platform: psys

  std::filesystem::path path;
  std::string domain_name;   ///< unique: "package-0", "package-0-die-1", "dram-0", "package-0-mmio"
  std::string package_name;  ///< of the package it belongs to: "package-0"; "psys" for psys
  Kind kind = Kind::inside_package;
  bool is_die = false;                             ///< the zone, or its parent, is one die of a package of several
  bool is_mmio = false;                            ///< control type intel-rapl-mmio
  std::optional<std::uint64_t> range_microjoules;  ///< max_energy_range_uj; empty when it cannot be read
  std::optional<std::uint64_t> maximum_power_microwatts;  ///< constraint_0_max_power_uw; 0 there means not known
  bool counted = false;                                   ///< set by mark_counted_zones
  std::string note;  ///< why it is not counted, when that is not plain from its name
};

/// Every zone whose name can be read, in a stable order. Empty when there is none.
[[nodiscard]] std::vector<PowercapZone> find_powercap_zones(const std::filesystem::path& sysfs);

/// Counts packages and DRAM, once each: a package that the memory-mapped interface shows too is counted through the
/// first interface only.
void mark_counted_zones(std::vector<PowercapZone>& zones);

}  // namespace greenbench
