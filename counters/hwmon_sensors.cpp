#include "counters/hwmon_sensors.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

#include <fmt/format.h>

#include "counters/posix_file.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

/// "hwmon10" is after "hwmon2".
bool by_number(const fs::path& a, const fs::path& b) {
  const std::string first = a.filename().string();
  const std::string second = b.filename().string();
  return first.size() != second.size() ? first.size() < second.size() : first < second;
}

std::vector<fs::path> entries_of(const fs::path& folder) {
  std::vector<fs::path> entries;
  std::error_code ignored;  // no folder, no sensors
  for (const fs::directory_entry& entry : fs::directory_iterator{folder, ignored}) entries.push_back(entry.path());
  std::ranges::sort(entries, by_number);
  return entries;
}

/// "energy1" of "energy1_input", "power2" of "power2_average"; empty for other files.
std::string channel_of(const std::string& file, std::string_view quantity, std::string_view suffix) {
  if (!file.starts_with(quantity) || !file.ends_with(suffix)) return {};
  const std::string channel = file.substr(0, file.size() - suffix.size());
  const std::string number = channel.substr(quantity.size());
  const bool is_number = !number.empty() && std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
  return is_number ? channel : std::string{};
}

std::string label_of(const fs::path& device, const std::string& channel) {
  const FileRead label = read_text_file(device / (channel + "_label"));
  return label.error || label.text.empty() ? channel : label.text;
}

/// Documentation/hwmon/sysfs-interface: both are in milliseconds.
std::optional<Seconds> period_of(const fs::path& device, const std::string& channel) {
  for (const std::string& file : {channel + "_average_interval", std::string{"update_interval"}}) {
    const std::optional<std::uint64_t> milliseconds = read_number_file(device / file);
    if (milliseconds && *milliseconds > 0) return Seconds{static_cast<double>(*milliseconds) * 1e-3};
  }
  return std::nullopt;
}

HwmonSensor::Kind energy_kind(const std::string& device, const std::string& label) {
  // Documentation/hwmon/amd_energy: "Ecore000" for each core, "Esocket0" for each socket.
  if (device == "amd_energy" && label.starts_with("Esocket")) return HwmonSensor::Kind::socket_energy;
  if (device == "amd_energy" && label.starts_with("Ecore")) return HwmonSensor::Kind::core_energy;
  return HwmonSensor::Kind::other_energy;
}

void add_sensors(std::vector<HwmonSensor>& sensors, const fs::path& device) {
  const FileRead name = read_text_file(device / "name");
  if (name.error) return;
  std::vector<std::string> seen;
  for (const fs::path& path : entries_of(device)) {
    const std::string file = path.filename().string();
    if (const std::string channel = channel_of(file, "energy", "_input"); !channel.empty()) {
      const std::string label = label_of(device, channel);
      sensors.push_back({energy_kind(name.text, label), name.text, label, path, std::nullopt});
    }
    for (const std::string_view suffix : {"_average", "_input"}) {
      const std::string channel = channel_of(file, "power", suffix);
      if (channel.empty() || std::ranges::find(seen, channel) != seen.end()) continue;
      // A driver that averages knows more than a momentary reading tells.
      if (suffix == "_input" && fs::exists(device / (channel + "_average"))) continue;
      seen.push_back(channel);
      // Documentation/hwmon/acpi_power_meter: the power of the whole machine.
      const auto kind =
          name.text == "power_meter" ? HwmonSensor::Kind::machine_power : HwmonSensor::Kind::component_power;
      sensors.push_back({kind, name.text, label_of(device, channel), path, period_of(device, channel)});
    }
  }
}

}  // namespace

bool is_power(const HwmonSensor& sensor) {
  return sensor.kind == HwmonSensor::Kind::machine_power || sensor.kind == HwmonSensor::Kind::component_power;
}

std::vector<HwmonSensor> find_hwmon_sensors(const fs::path& sysfs) {
  std::vector<HwmonSensor> sensors;
  for (const fs::path& device : entries_of(sysfs / "class/hwmon")) add_sensors(sensors, device);
  return sensors;
}

}  // namespace greenbench
