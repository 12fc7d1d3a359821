#include "counters/hwmon/hwmon_sensors.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <tuple>

#include <fmt/format.h>

#include "counters/system/kernel_text.hpp"
#include "counters/system/posix_file.hpp"

namespace greenbench {

namespace {

namespace fs = std::filesystem;

// Names and labels: the kernel's Documentation/hwmon/amd_energy.rst and drivers/acpi/acpi_power_meter.c.
constexpr std::string_view amd_energy = "amd_energy";
constexpr std::string_view socket_label = "Esocket";
constexpr std::string_view core_label = "Ecore";
constexpr std::string_view power_meter = "power_meter";

/// "energy12_input" of the stem "energy" and the ending "_input" is 12.
std::optional<int> channel_of(std::string_view file, std::string_view stem, std::string_view ending) {
  if (!file.starts_with(stem) || !file.ends_with(ending)) return std::nullopt;
  if (file.size() <= stem.size() + ending.size()) return std::nullopt;
  return whole_number<int>(file.substr(stem.size(), file.size() - stem.size() - ending.size()));
}

struct Device {
  int index = 0;
  fs::path folder;
  std::string name;
};

/// Older drivers, ACPI's power meter among them, keep their files in the device itself: one folder further.
std::optional<Device> describe_device(const fs::path& entry) {
  const std::optional<int> index = channel_of(entry.filename().string(), "hwmon", "");
  if (!index) return std::nullopt;
  for (const fs::path& folder : {entry, entry / "device"}) {
    const FileRead name = read_text_file(folder / "name");
    if (!name.error && !name.text.empty()) return Device{*index, folder, name.text};
  }
  return std::nullopt;
}

std::vector<Device> find_devices(const fs::path& sysfs) {
  std::vector<Device> devices;
  std::error_code ignored;  // no folder, no devices: why there are none is another question
  for (const fs::directory_entry& entry : fs::directory_iterator{sysfs / "class/hwmon", ignored}) {
    if (std::optional<Device> device = describe_device(entry.path())) devices.push_back(*std::move(device));
  }
  std::ranges::sort(devices, {}, &Device::index);
  return devices;
}

/// The channels whose file has the given ending, in order.
std::vector<int> channels(const fs::path& folder, std::string_view stem, std::string_view ending) {
  std::vector<int> found;
  std::error_code ignored;
  for (const fs::directory_entry& entry : fs::directory_iterator{folder, ignored}) {
    if (const auto channel = channel_of(entry.path().filename().string(), stem, ending)) found.push_back(*channel);
  }
  std::ranges::sort(found);
  return found;
}

HwmonSensor describe(const Device& device, const std::string& channel, std::string_view ending) {
  HwmonSensor sensor;
  sensor.file = device.folder / fmt::format("{}{}", channel, ending);
  sensor.device = device.folder;
  sensor.device_name = device.name;
  const FileRead label = read_text_file(device.folder / (channel + "_label"));
  sensor.label = label.error || label.text.empty() ? channel : label.text;
  return sensor;
}

HwmonSensor::Kind energy_kind(const HwmonSensor& sensor) {
  if (sensor.device_name != amd_energy) return HwmonSensor::Kind::other_energy;
  if (sensor.label.starts_with(socket_label)) return HwmonSensor::Kind::socket_energy;
  if (sensor.label.starts_with(core_label)) return HwmonSensor::Kind::core_energy;
  return HwmonSensor::Kind::other_energy;
}

/// Documentation/ABI/testing/sysfs-class-hwmon: both intervals are in milliseconds.
std::optional<Seconds> renewal_period(const Device& device, const std::string& channel) {
  for (const std::string& file : {std::string{"update_interval"}, channel + "_average_interval"}) {
    const std::optional<std::uint64_t> milliseconds = read_number_file(device.folder / file);
    if (milliseconds && *milliseconds > 0) return Seconds{static_cast<double>(*milliseconds) * 1e-3};
  }
  return std::nullopt;
}

void add_energy(const Device& device, std::vector<HwmonSensor>& sensors) {
  for (const int number : channels(device.folder, "energy", "_input")) {
    sensors.push_back(describe(device, fmt::format("energy{}", number), "_input"));
    sensors.back().kind = energy_kind(sensors.back());
  }
}

/// The average where a channel has one: between two looks at it, it misses less than a single reading does.
void add_power(const Device& device, std::vector<HwmonSensor>& sensors) {
  const std::vector<int> averages = channels(device.folder, "power", "_average");
  std::vector<std::pair<int, std::string_view>> found;
  for (const int number : averages) found.emplace_back(number, "_average");
  for (const int number : channels(device.folder, "power", "_input")) {
    if (!std::ranges::binary_search(averages, number)) found.emplace_back(number, "_input");
  }
  std::ranges::sort(found);
  for (const auto& [number, ending] : found) {
    const std::string channel = fmt::format("power{}", number);
    sensors.push_back(describe(device, channel, ending));
    sensors.back().period = renewal_period(device, channel);
  }
}

}  // namespace

std::vector<HwmonSensor> find_hwmon_sensors(const fs::path& sysfs) {
  std::vector<HwmonSensor> sensors;
  for (const Device& device : find_devices(sysfs)) {
    add_energy(device, sensors);
    add_power(device, sensors);
  }
  return sensors;
}

bool is_power_meter(const HwmonSensor& sensor) {
  return sensor.kind == HwmonSensor::Kind::power && sensor.device_name == power_meter;
}

void mark_counted_sensors(std::vector<HwmonSensor>& sensors) {
  const auto is_socket = [](const HwmonSensor& sensor) { return sensor.kind == HwmonSensor::Kind::socket_energy; };
  const bool has_sockets = std::ranges::any_of(sensors, is_socket);
  // Of several meters it is not known whether one contains another.
  const bool has_one_meter = std::ranges::count_if(sensors, is_power_meter) == 1;
  for (HwmonSensor& sensor : sensors) {
    sensor.counted = has_sockets ? is_socket(sensor) : has_one_meter && is_power_meter(sensor);
  }
}

std::string hwmon_domain_name(const HwmonSensor& sensor) {
  if (sensor.kind == HwmonSensor::Kind::socket_energy) {
    return fmt::format("package-{}", std::string_view{sensor.label}.substr(socket_label.size()));
  }
  if (sensor.kind == HwmonSensor::Kind::core_energy) return "cores";
  // Column names are made of it.
  std::string name = fmt::format("{}-{}", sensor.device_name, sensor.label);
  std::ranges::replace_if(
      name, [](unsigned char letter) { return std::isalnum(letter) == 0 && letter != '-'; }, '_');
  return name;
}

}  // namespace greenbench
