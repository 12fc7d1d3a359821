#include "tests/support/emulated_hwmon.hpp"

#include <utility>

#include <fmt/format.h>

#include "tests/support/emulated_files.hpp"

namespace greenbench::testing {

namespace fs = std::filesystem;

void EmulatedDevice::set(std::string_view file, std::uint64_t value) {
  set_text(file, fmt::format("{}", value));
}

void EmulatedDevice::set_text(std::string_view file, std::string_view text) {
  write_file(folder_ / file, fmt::format("{}\n", text));
}

void EmulatedDevice::remove(std::string_view file) {
  fs::remove(folder_ / file);
}

void EmulatedDevice::forbid_reading(std::string_view file) {
  fs::permissions(folder_ / file, fs::perms::owner_read);
}

EmulatedHwmon::EmulatedHwmon(fs::path sysfs) : sysfs_(std::move(sysfs)) {
  fs::create_directories(sysfs_ / "class/hwmon");
}

/// The folder devices/platform/hwmonN, with its relative link in class/hwmon.
fs::path EmulatedHwmon::next_entry() {
  const std::string entry = fmt::format("hwmon{}", next_index_++);
  fs::create_directories(sysfs_ / "devices/platform" / entry);
  fs::create_directory_symlink(fs::path{"../../devices/platform"} / entry, sysfs_ / "class/hwmon" / entry);
  return sysfs_ / "class/hwmon" / entry;
}

EmulatedDevice& EmulatedHwmon::add(std::string_view name) {
  EmulatedDevice& device = devices_.emplace_back(next_entry());
  device.set_text("name", name);
  return device;
}

EmulatedDevice& EmulatedHwmon::add_old_style(std::string_view name) {
  EmulatedDevice& device = devices_.emplace_back(next_entry() / "device");
  device.set_text("name", name);
  return device;
}

EmulatedDevice& EmulatedHwmon::add_amd_energy(const AmdEnergy& about) {
  EmulatedDevice& device = add("amd_energy");
  int channel = 0;
  const auto add_counter = [&](std::string_view label) {
    ++channel;
    device.set_text(fmt::format("energy{}_label", channel), label);
    device.set(fmt::format("energy{}_input", channel), 0);
  };
  for (int core = 0; core < about.cores; ++core) add_counter(fmt::format("Ecore{:03}", core));
  for (int socket = 0; socket < about.sockets; ++socket) add_counter(fmt::format("Esocket{}", socket));
  return device;
}

EmulatedDevice& EmulatedHwmon::add_power_meter() {
  EmulatedDevice& device = add_old_style("power_meter");
  device.set("power1_average", 0);
  return device;
}

}  // namespace greenbench::testing
