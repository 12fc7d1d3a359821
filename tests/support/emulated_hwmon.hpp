// Emulated hardware monitors: their folders in sysfs, as the kernel lays them out.
//
//   EmulatedHwmon hwmon{machine.roots().sysfs};
//   EmulatedDevice& amd = hwmon.add_amd_energy({.sockets = 2, .cores = 4});
//   amd.set("energy5_input", 1'000'000);
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <string>
#include <string_view>

namespace greenbench::testing {

/// One device. Its folder is what programs find: <sysfs>/class/hwmon/hwmon0, a link to where the device is.
class EmulatedDevice {
 public:
  explicit EmulatedDevice(std::filesystem::path folder) : folder_(std::move(folder)) {}

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path file(std::string_view name) const { return folder_ / name; }

  void set(std::string_view file, std::uint64_t value);
  void set_text(std::string_view file, std::string_view text);
  void remove(std::string_view file);
  /// The file is for its owner only. Who runs as root can read it nevertheless.
  void forbid_reading(std::string_view file);

 private:
  std::filesystem::path folder_;
};

class EmulatedHwmon {
 public:
  explicit EmulatedHwmon(std::filesystem::path sysfs);

  /// A device with a name and nothing else.
  EmulatedDevice& add(std::string_view name);
  /// As a driver of the older kind does it: hwmonN holds no files but a link `device` to where they are.
  EmulatedDevice& add_old_style(std::string_view name);

  /// energy1 to energyN are the cores, the sockets follow; all start at 0.
  struct AmdEnergy {
    int sockets = 2;
    int cores = 4;
  };
  EmulatedDevice& add_amd_energy(const AmdEnergy& about);

  /// ACPI's meter of the whole machine: power1_average of 0 W, of the older kind.
  EmulatedDevice& add_power_meter();

 private:
  [[nodiscard]] std::filesystem::path next_entry();

  std::filesystem::path sysfs_;
  int next_index_ = 0;
  std::deque<EmulatedDevice> devices_;  ///< a deque, because tests hold on to its elements
};

}  // namespace greenbench::testing
