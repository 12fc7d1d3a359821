#include "tests/support/topologies.hpp"

#include <algorithm>
#include <stdexcept>

namespace greenbench::testing {

namespace {

constexpr std::uint64_t package_limit_microwatts = 150'000'000;
/// 2^32 - 1 steps of 2^-16 J: the unit that the DRAM counters of several server processors have of their own.
constexpr std::uint64_t dram_range_microjoules = 65'535'999'984;
/// 2^32 - 1 steps of 1 J.
constexpr std::uint64_t psys_one_joule_range_microjoules = 4'294'967'295'000'000;

ZoneId add_package(EmulatedMachine& machine, const TopologyOptions& options, const std::string& name, double watts) {
  return machine.add_zone({.name = name,
                           .watts = watts,
                           .range_microjoules = options.range_microjoules,
                           .maximum_power_microwatts = package_limit_microwatts});
}

ZoneId add_below(EmulatedMachine& machine, const TopologyOptions& options, ZoneId parent, const std::string& name,
                 double watts) {
  return machine.add_zone(
      {.name = name, .parent = parent, .watts = watts, .range_microjoules = options.range_microjoules});
}

ZoneId add_psys(EmulatedMachine& machine, const TopologyOptions& options) {
  return machine.add_zone({.name = "psys", .watts = 90.0, .range_microjoules = options.range_microjoules});
}

void one_socket(EmulatedMachine& machine, const TopologyOptions& options) {
  const ZoneId package = add_package(machine, options, "package-0", 50.0);
  add_below(machine, options, package, "core", 30.0);
  add_below(machine, options, package, "uncore", 5.0);
  add_below(machine, options, package, "dram", 4.0);
}

void one_socket_without_dram(EmulatedMachine& machine, const TopologyOptions& options) {
  const ZoneId package = add_package(machine, options, "package-0", 15.0);
  add_below(machine, options, package, "core", 9.0);
}

void two_sockets(EmulatedMachine& machine, const TopologyOptions& options) {
  for (const auto& [name, watts] : {std::pair{"package-0", 80.0}, {"package-1", 60.0}}) {
    const ZoneId package = add_package(machine, options, name, watts);
    add_below(machine, options, package, "dram", watts / 10.0);
  }
}

void dies_real(EmulatedMachine& machine, const TopologyOptions& options) {
  const ZoneId first = add_package(machine, options, "package-0-die-0", 50.0);
  const ZoneId second = add_package(machine, options, "package-0-die-1", 30.0);
  add_below(machine, options, first, "dram", 3.0);
  add_below(machine, options, second, "dram", 2.0);
}

void dies_mirrored(EmulatedMachine& machine, const TopologyOptions& options) {
  machine.set_cpu({.vendor = "AuthenticAMD", .family = 23, .model = 1});
  const ZoneId first = add_package(machine, options, "package-0-die-0", 70.0);
  machine.add_zone(
      {.name = "package-0-die-1", .range_microjoules = options.range_microjoules, .same_counter_as = first});
}

void psys_first(EmulatedMachine& machine, const TopologyOptions& options) {
  add_psys(machine, options);
  const ZoneId package = add_package(machine, options, "package-0", 28.0);
  add_below(machine, options, package, "core", 17.0);
}

void psys_second(EmulatedMachine& machine, const TopologyOptions& options) {
  add_package(machine, options, "package-0", 28.0);
  add_psys(machine, options);
}

void mmio_twin(EmulatedMachine& machine, const TopologyOptions& options) {
  const ZoneId package = add_package(machine, options, "package-0", 45.0);
  add_below(machine, options, package, "dram", 3.0);
  machine.add_zone({.name = "package-0",
                    .control_type = "intel-rapl-mmio",
                    .watts = 45.0,
                    .range_microjoules = options.range_microjoules});
}

void mmio_only(EmulatedMachine& machine, const TopologyOptions& options) {
  machine.add_zone({.name = "package-0",
                    .control_type = "intel-rapl-mmio",
                    .watts = 12.0,
                    .range_microjoules = options.range_microjoules,
                    .maximum_power_microwatts = package_limit_microwatts});
}

void dram_unit(EmulatedMachine& machine, const TopologyOptions& options) {
  machine.set_cpu({.model = 63, .model_name = "Intel(R) Xeon(R) CPU E5-2680 v3 @ 2.50GHz"});
  const ZoneId package = add_package(machine, options, "package-0", 100.0);
  machine.add_zone({.name = "dram", .parent = package, .watts = 21.0, .range_microjoules = dram_range_microjoules});
}

void amd_package_and_core(EmulatedMachine& machine, const TopologyOptions& options) {
  machine.set_cpu({.vendor = "AuthenticAMD", .family = 25, .model = 1});
  const ZoneId package = add_package(machine, options, "package-0", 95.0);
  add_below(machine, options, package, "core", 40.0);
}

/// Two sockets of two cores each, as the driver amd_energy numbers them: cores first.
void amd_energy_sensors(EmulatedMachine& machine, const TopologyOptions& /*options*/) {
  machine.set_cpu({.vendor = "AuthenticAMD", .family = 23, .model = 49, .packages = 2});
  machine.add_energy_sensor({.number = 5, .label = "Esocket0", .watts = 90.0});
  machine.add_energy_sensor({.number = 6, .label = "Esocket1", .watts = 70.0});
  for (int core = 0; core < 4; ++core) {
    machine.add_energy_sensor({.number = core + 1, .label = "Ecore00" + std::to_string(core), .watts = 12.0});
  }
}

void psys_one_joule(EmulatedMachine& machine, const TopologyOptions& options) {
  machine.set_cpu({.model = 143, .stepping = 8});
  machine.add_zone({.name = "psys", .watts = 400.0, .range_microjoules = psys_one_joule_range_microjoules});
  const ZoneId package = add_package(machine, options, "package-0", 140.0);
  add_below(machine, options, package, "dram", 12.0);
}

void masked(EmulatedMachine& machine) {
  one_socket(machine, {});
  machine.mask_powercap();
}

void forbidden(EmulatedMachine& machine) {
  one_socket(machine, {});
  machine.forbid_reading();
}

void virtual_machine(EmulatedMachine& machine) {
  machine.set_cpu({.hypervisor = true});
}

void no_driver(EmulatedMachine& machine) {
  machine.set_cpu({});
}

/// Some laptops, and machines whose driver has nothing else.
void psys_only(EmulatedMachine& machine) {
  machine.set_cpu({});
  add_psys(machine, {});
}

const std::vector<Topology>& table() {
  static const std::vector<Topology> rows = {
      {"one_socket", one_socket, 54.0, {"package-0", "dram-0"}, {"core-0", "uncore-0"}},
      {"one_socket_without_dram", one_socket_without_dram, 15.0, {"package-0"}, {"core-0"}},
      {"two_sockets", two_sockets, 154.0, {"package-0", "package-1", "dram-0", "dram-1"}, {}},
      {"dies_real", dies_real, 85.0, {"package-0-die-0", "package-0-die-1", "dram-0-die-0", "dram-0-die-1"}, {}},
      {"dies_mirrored", dies_mirrored, 70.0, {"package-0-die-0"}, {"package-0-die-1"}},
      {"psys_first", psys_first, 28.0, {"package-0"}, {"psys", "core-0"}},
      {"psys_second", psys_second, 28.0, {"package-0"}, {"psys"}},
      {"mmio_twin", mmio_twin, 48.0, {"package-0", "dram-0"}, {"package-0-mmio"}},
      {"mmio_only", mmio_only, 12.0, {"package-0-mmio"}, {}},
      {"dram_unit", dram_unit, 121.0, {"package-0", "dram-0"}, {}},
      {"amd_package_and_core", amd_package_and_core, 95.0, {"package-0"}, {"core-0"}},
      {"amd_energy_sensors", amd_energy_sensors, 160.0, {"package-0", "package-1"}, {"cores"}},
      {"psys_one_joule", psys_one_joule, 152.0, {"package-0", "dram-0"}, {"psys"}},
  };
  return rows;
}

}  // namespace

std::span<const Topology> topologies() {
  return table();
}

std::span<const Absence> absences() {
  static const std::vector<Absence> rows = {
      {"masked_container", masked, "container hides", "docker run --volume"},
      {"permission_denied", forbidden, "no permission to read", "udev"},
      {"virtual_machine", virtual_machine, "virtual machine", "host"},
      {"no_driver", no_driver, "no energy counter", "modprobe"},
      {"psys_only", psys_only, "no counter of a package", "--source estimate"},
  };
  return rows;
}

const Topology& topology_named(std::string_view name) {
  const auto found = std::ranges::find(table(), name, &Topology::name);
  if (found == table().end()) throw std::out_of_range{"no such topology: " + std::string{name}};
  return *found;
}

}  // namespace greenbench::testing
