#include "counters/powercap/powercap_zones.hpp"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view msr_control_type = "intel-rapl";  // AMD processors use this one too
constexpr std::string_view mmio_control_type = "intel-rapl-mmio";

/// "intel-rapl:0:1" is a zone of control type "intel-rapl" below the zone "intel-rapl:0".
struct ZoneEntry {
  std::string entry;
  std::string control_type;
  std::string parent;  ///< empty for a zone directly below its control type
};

std::optional<ZoneEntry> zone_entry(const std::string& entry) {
  const std::size_t first_colon = entry.find(':');
  if (first_colon == std::string::npos) return std::nullopt;
  const std::string control_type = entry.substr(0, first_colon);
  if (control_type != msr_control_type && control_type != mmio_control_type) return std::nullopt;
  const std::size_t last_colon = entry.rfind(':');
  return ZoneEntry{entry, control_type, last_colon == first_colon ? "" : entry.substr(0, last_colon)};
}

std::vector<ZoneEntry> zone_entries(const fs::path& folder) {
  std::vector<ZoneEntry> entries;
  std::error_code ignored;  // no folder, no zones: why there are none is another question
  for (const fs::directory_entry& item : fs::directory_iterator{folder, ignored}) {
    if (std::optional<ZoneEntry> entry = zone_entry(item.path().filename().string())) {
      entries.push_back(*std::move(entry));
    }
  }
  // MSR before MMIO; by length first, so that intel-rapl:2 comes before intel-rapl:10.
  std::ranges::sort(entries, [](const ZoneEntry& a, const ZoneEntry& b) {
    if (a.control_type != b.control_type) return a.control_type == msr_control_type;
    return a.entry.size() != b.entry.size() ? a.entry.size() < b.entry.size() : a.entry < b.entry;
  });
  return entries;
}

PowercapZone::Kind kind_of(const std::string& name) {
  if (name.starts_with("package-")) return PowercapZone::Kind::package;
  if (name == "dram") return PowercapZone::Kind::dram;
  if (name == "psys") return PowercapZone::Kind::platform;
  return PowercapZone::Kind::inside_package;
}

/// "dram" below "package-1-die-0" is "dram-1-die-0".
std::string domain_name_of(const std::string& name, const std::string& parent_name, bool is_mmio) {
  const std::string_view package = "package-";
  std::string full = name;
  if (parent_name.starts_with(package)) full = fmt::format("{}-{}", name, parent_name.substr(package.size()));
  return is_mmio ? fmt::format("{}-mmio", full) : full;
}

std::optional<PowercapZone> describe(const fs::path& folder, const ZoneEntry& entry) {
  const FileRead name = read_text_file(folder / entry.entry / "name");
  if (name.error || name.text.empty()) return std::nullopt;
  std::string parent_name;
  if (!entry.parent.empty()) parent_name = read_text_file(folder / entry.parent / "name").text;
  const std::string& package = parent_name.empty() ? name.text : parent_name;

  PowercapZone zone;
  zone.path = folder / entry.entry;
  zone.is_mmio = entry.control_type == mmio_control_type;
  zone.domain_name = domain_name_of(name.text, parent_name, zone.is_mmio);
  zone.package_name = package.substr(0, package.find("-die-"));
  zone.kind = kind_of(name.text);
  zone.is_die = package.find("-die-") != std::string::npos;
  zone.range_microjoules = read_number_file(zone.path / "max_energy_range_uj");
  zone.maximum_power_microwatts = read_number_file(zone.path / "constraint_0_max_power_uw");
  if (zone.maximum_power_microwatts == 0U) zone.maximum_power_microwatts.reset();
  return zone;
}

bool has_twin(const std::vector<PowercapZone>& zones, const PowercapZone& mmio) {
  return std::ranges::any_of(zones, [&](const PowercapZone& zone) {
    return !zone.is_mmio && zone.kind == mmio.kind && zone.package_name == mmio.package_name;
  });
}

}  // namespace

std::vector<PowercapZone> find_powercap_zones(const fs::path& sysfs) {
  const fs::path folder = sysfs / "class/powercap";
  std::vector<PowercapZone> zones;
  for (const ZoneEntry& entry : zone_entries(folder)) {
    if (std::optional<PowercapZone> zone = describe(folder, entry)) zones.push_back(*std::move(zone));
  }
  return zones;
}

void mark_counted_zones(std::vector<PowercapZone>& zones) {
  for (PowercapZone& zone : zones) {
    zone.counted = zone.kind == PowercapZone::Kind::package || zone.kind == PowercapZone::Kind::dram;
    if (zone.counted && zone.is_mmio && has_twin(zones, zone)) {
      zone.counted = false;
      zone.note = "not counted: another interface to the same " + zone.package_name;
    }
  }
}

}  // namespace greenbench
