#include "tests/support/emulated_machine.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace greenbench::testing {

namespace fs = std::filesystem;

namespace {

std::string cpuinfo(const EmulatedCpu& cpu) {
  std::string text;
  int number = 0;
  for (int package = 0; package < cpu.packages; ++package) {
    for (int core = 0; core < cpu.cores_per_package; ++core) {
      for (int thread = 0; thread < cpu.threads_per_core; ++thread) {
        text += fmt::format(
            "processor\t: {}\nvendor_id\t: {}\ncpu family\t: {}\nmodel\t\t: {}\nmodel name\t: {}\nstepping\t: {}\n"
            "physical id\t: {}\ncore id\t\t: {}\nflags\t\t: fpu sse2{} avx\n\n",
            number++, cpu.vendor, cpu.family, cpu.model, cpu.model_name, cpu.stepping, package, core,
            cpu.hypervisor ? " hypervisor" : "");
      }
    }
  }
  return text;
}

/// Links class/powercap/<entry> to the device, relatively, as sysfs does.
void link_into_class(const fs::path& sysfs, const fs::path& device) {
  const fs::path folder = sysfs / "class/powercap";
  fs::create_directories(folder);
  const fs::path link = folder / device.filename();
  if (!fs::is_symlink(link)) fs::create_directory_symlink("../.." / device.lexically_relative(sysfs), link);
}

}  // namespace

EmulatedMachine::EmulatedMachine() : temporary_(std::in_place), folder_(temporary_->path()) {
  set_cpu({});
}

EmulatedMachine::EmulatedMachine(fs::path folder) : folder_(std::move(folder)) {
  set_cpu({});
}

FileRoots EmulatedMachine::roots() const {
  return {.sysfs = folder_ / "sys", .procfs = folder_ / "proc", .devfs = folder_ / "dev"};
}

void EmulatedMachine::set_cpu(const EmulatedCpu& cpu) {
  fs::create_directories(roots().sysfs / "class");
  fs::create_directories(roots().devfs);
  write_file(roots().procfs / "cpuinfo", cpuinfo(cpu));
  write_file(roots().procfs / "self/statm", "25600 12800 2560 1 0 12800 0\n");
}

std::string EmulatedMachine::next_entry(const EmulatedZone& zone) const {
  const std::string above = zone.parent ? zones_.at(*zone.parent).entry : zone.control_type;
  for (int index = zone.index.value_or(0);; ++index) {
    std::string entry = fmt::format("{}:{}", above, index);
    if (std::ranges::none_of(zones_, [&](const Zone& other) { return other.entry == entry; })) return entry;
  }
}

ZoneId EmulatedMachine::add_zone(const EmulatedZone& zone) {
  const fs::path sysfs = roots().sysfs;
  const std::string entry = next_entry(zone);
  const fs::path control_type = sysfs / "devices/virtual/powercap" / zone.control_type;
  const fs::path real = (zone.parent ? zones_.at(*zone.parent).real_path : control_type) / entry;
  write_file(control_type / "enabled", "1\n");
  write_file(real / "name", zone.name + "\n");
  if (zone.range_microjoules) {
    write_file(real / "max_energy_range_uj", fmt::format("{}\n", *zone.range_microjoules));
  }
  if (zone.maximum_power_microwatts) {
    write_file(real / "constraint_0_max_power_uw", fmt::format("{}\n", *zone.maximum_power_microwatts));
  }
  if (zone.same_counter_as) {
    fs::create_hard_link(zones_.at(*zone.same_counter_as).real_path / "energy_uj", real / "energy_uj");
  }
  const fs::path energy_file = real / "energy_uj";
  zones_.push_back({zone, entry, sysfs / "class/powercap" / entry, real, energy_file, CounterFile{energy_file}});
  link_into_class(sysfs, control_type);
  link_into_class(sysfs, real);
  return zones_.size() - 1;
}

ZoneId EmulatedMachine::add_energy_sensor(const EmulatedEnergySensor& sensor) {
  const fs::path device = roots().sysfs / fmt::format("class/hwmon/hwmon{}", sensor.device);
  const std::string counter = fmt::format("energy{}", sensor.number);
  write_file(device / "name", sensor.driver + "\n");
  write_file(device / (counter + "_label"), sensor.label + "\n");
  const fs::path energy_file = device / (counter + "_input");
  const EmulatedZone about{.name = sensor.label, .watts = sensor.watts, .range_microjoules = std::nullopt};
  zones_.push_back({about, counter, device, device, energy_file, CounterFile{energy_file}});
  return zones_.size() - 1;
}

void EmulatedMachine::forbid_reading() {
  for (const Zone& zone : zones_) fs::permissions(zone.energy_file, fs::perms::owner_read);
}

void EmulatedMachine::mask_powercap() {
  const fs::path devices = roots().sysfs / "devices/virtual/powercap";
  fs::remove_all(devices);
  fs::create_directories(devices);
}

OneSocket::OneSocket()
    : package(machine.add_zone({.name = "package-0", .watts = 50.0, .maximum_power_microwatts = 120'000'000})),
      core(machine.add_zone({.name = "core", .parent = package, .watts = 30.0})),
      dram(machine.add_zone({.name = "dram", .parent = package, .watts = 4.0})) {}

}  // namespace greenbench::testing
