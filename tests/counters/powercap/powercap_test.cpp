#include "counters/powercap/powercap.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <string_view>

#include "tests/counters/unprivileged.hpp"
#include "tests/support/emulated_machine.hpp"
#include "tests/support/power_driver.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::OneSocket;
using testing::PowerDriver;
using ::testing::StartsWith;
using testing::Unprivileged;
using testing::ZoneId;

std::unique_ptr<EnergySource> open_source(const EmulatedMachine& machine) {
  auto opened = open_powercap(machine.roots());
  if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
  return std::get<std::unique_ptr<EnergySource>>(std::move(opened));
}

Unavailable why_not(const EmulatedMachine& machine) {
  const Unprivileged nobody;
  auto opened = open_powercap(machine.roots());
  EXPECT_TRUE(std::holds_alternative<Unavailable>(opened));
  return std::get<Unavailable>(std::move(opened));
}

std::vector<std::string> names(const EnergySource& source, bool counted) {
  std::vector<std::string> result;
  for (const Domain& domain : source.domains()) {
    if (domain.counted == counted) result.push_back(domain.name);
  }
  return result;
}

const Domain& domain(const EnergySource& source, std::string_view name) {
  const auto found = std::ranges::find(source.domains(), name, &Domain::name);
  if (found == source.domains().end()) throw std::out_of_range{std::string{name}};
  return *found;
}

TEST(Powercap, CountsPackagesAndDramAndShowsTheRest) {
  const OneSocket socket;
  const auto source = open_source(socket.machine);
  EXPECT_EQ(source->name(), "powercap");
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "dram-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0"));
}

TEST(Powercap, KnowsZonesByNameNotByIndex) {
  EmulatedMachine machine;
  const ZoneId psys = machine.add_zone({.name = "psys"});  // intel-rapl:0
  const ZoneId second = machine.add_zone({.name = "package-1"});
  const ZoneId first = machine.add_zone({.name = "package-0"});
  machine.add_zone({.name = "dram", .parent = second});
  machine.add_zone({.name = "uncore", .parent = first, .index = 3});
  machine.set_energy(psys, 7);
  machine.set_energy(second, 11);
  const auto source = open_source(machine);
  EXPECT_THAT(names(*source, true), ElementsAre("package-1", "package-0", "dram-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("psys", "uncore-0"));
  EXPECT_THAT(domain(*source, "package-1").where, HasSubstr("intel-rapl:1"));
  std::vector<std::uint64_t> ticks(5);
  ASSERT_FALSE(source->read(ticks));
  EXPECT_EQ(ticks[0], 7U);
  EXPECT_EQ(ticks[1], 11U);
}

TEST(Powercap, PsysIsNotCountedAtAnotherIndexEither) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0"});
  machine.add_zone({.name = "psys"});
  EXPECT_THAT(names(*open_source(machine), true), ElementsAre("package-0"));
}

TEST(Powercap, KeepsOneOfTwoInterfacesToAPackage) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0", .control_type = "intel-rapl-mmio"});
  machine.add_zone({.name = "package-0"});
  const auto source = open_source(machine);
  EXPECT_THAT(names(*source, true), ElementsAre("package-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("package-0-mmio"));
  EXPECT_THAT(domain(*source, "package-0").where, HasSubstr("intel-rapl:0"));
  EXPECT_THAT(domain(*source, "package-0-mmio").where, HasSubstr("another interface to the same package-0"));
}

TEST(Powercap, CountsTheMemoryMappedInterfaceWhenItIsTheOnlyOne) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0", .control_type = "intel-rapl-mmio"});
  EXPECT_THAT(names(*open_source(machine), true), ElementsAre("package-0-mmio"));
}

TEST(Powercap, CountsDiesThatDiffer) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0-die-0", .watts = 50.0});
  const ZoneId second = machine.add_zone({.name = "package-0-die-1", .watts = 30.0});
  machine.add_zone({.name = "dram", .parent = second});
  const PowerDriver driver{machine, {}};
  EXPECT_THAT(names(*open_source(machine), true), ElementsAre("package-0-die-0", "package-0-die-1", "dram-0-die-1"));
}

TEST(Powercap, CountsDiesThatMirrorOneCounterOnce) {
  EmulatedMachine machine;
  const ZoneId first = machine.add_zone({.name = "package-0-die-0", .watts = 50.0});
  machine.add_zone({.name = "package-0-die-1", .same_counter_as = first});
  machine.add_zone({.name = "package-1-die-0", .watts = 20.0});
  const PowerDriver driver{machine, {}};
  const auto source = open_source(machine);
  EXPECT_THAT(names(*source, true), ElementsAre("package-0-die-0", "package-1-die-0"));
  EXPECT_THAT(domain(*source, "package-0-die-0").where, HasSubstr("counted once: all 2 dies show this counter"));
  EXPECT_THAT(domain(*source, "package-0-die-1").where, HasSubstr("mirrors package-0-die-0"));
}

TEST(Powercap, TakesTheModulusFromTheRangeAndOneUnit) {
  const OneSocket socket;
  const auto source = open_source(socket.machine);
  const Domain& package = domain(*source, "package-0");
  EXPECT_EQ(package.unit, Joules{1e-6});
  EXPECT_NEAR(package.resolution.value(), 61.035e-6, 1e-9);
  EXPECT_EQ(package.wrap_modulus, 262'143'328'911U);
}

TEST(Powercap, StatesHowFarTheKernelRoundsTheHardwaresStep) {
  const auto off = [](std::uint64_t range) {
    EmulatedMachine machine;
    machine.add_zone({.name = "package-0", .range_microjoules = range});
    return open_source(machine)->domains()[0].unit_uncertainty;
  };
  EXPECT_NEAR(off(262'143'328'850), 61.03515625 / 61.035 - 1.0, 1e-9) << "2^-14 J, cut to whole nanojoules";
  EXPECT_NEAR(off(65'712'999'613), 1.0 - 15.2587890625 / 15.3, 1e-9) << "2^-16 J, taken for 15.3 uJ: 0.27%";
  EXPECT_NEAR(off(60'129'542), 14.901161 / 14.0 - 1.0, 1e-5) << "2^-26 J, cut to 14 nJ: 6.4%";
  EXPECT_EQ(off(137'438'953'440), 0.0) << "an Atom's 32 uJ are exact";
}

TEST(Powercap, AddsOneMicrojouleToASmallRange) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0", .range_microjoules = 16'000'000});
  const auto source = open_source(machine);
  EXPECT_EQ(source->domains()[0].wrap_modulus, 16'000'001U);
  EXPECT_EQ(source->domains()[0].resolution, Joules{1e-6});
}

TEST(Powercap, GivesEachDomainItsOwnRange) {
  EmulatedMachine machine;
  const ZoneId package = machine.add_zone({.name = "package-0"});
  machine.add_zone({.name = "dram", .parent = package, .range_microjoules = 65'712'999'613});
  const auto source = open_source(machine);
  EXPECT_NEAR(domain(*source, "dram-0").resolution.value(), 15.3e-6, 1e-9);
  EXPECT_EQ(domain(*source, "dram-0").wrap_modulus, 65'712'999'628U);
}

TEST(Powercap, IsUnavailableWhenACountedZonesRangeCannotBeRead) {
  for (const char* content : {"", "none\n"}) {
    const OneSocket socket;
    const fs::path zone = socket.machine.zone_path(socket.dram);
    testing::write_file(zone / "max_energy_range_uj", content);
    const Unavailable why = why_not(socket.machine);
    EXPECT_THAT(why.reason, HasSubstr(zone.string()));
    EXPECT_THAT(why.reason, HasSubstr("max_energy_range_uj"));
    EXPECT_THAT(why.remedy, HasSubstr("cat "));
  }
}

TEST(Powercap, LeavesOutAZoneThatIsOnlyShownWhenItsRangeCannotBeRead) {
  const OneSocket socket;
  fs::remove(socket.machine.zone_path(socket.core) / "max_energy_range_uj");
  EXPECT_THAT(names(*open_source(socket.machine), false), ElementsAre());
}

TEST(Powercap, BoundsPowerByTheZonesOrItsPackagesLimit) {
  const OneSocket socket;
  const auto source = open_source(socket.machine);
  EXPECT_EQ(domain(*source, "package-0").maximum_power, Watts{120.0});
  EXPECT_EQ(domain(*source, "dram-0").maximum_power, Watts{120.0});
}

TEST(Powercap, BoundsPowerByTheTdpOrFiveHundredWattsWithoutALimit) {
  EmulatedMachine machine;
  machine.add_zone({.name = "package-0", .maximum_power_microwatts = 0});
  EXPECT_EQ(open_source(machine)->domains()[0].maximum_power, Watts{500.0});
  machine.set_cpu({.model_name = "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz"});
  EXPECT_EQ(open_source(machine)->domains()[0].maximum_power, Watts{95.0});
}

TEST(Powercap, KeepsItsFilesOpen) {
  OneSocket socket;
  const auto source = open_source(socket.machine);
  std::vector<std::uint64_t> ticks(3);
  fs::remove(socket.machine.zone_path(socket.package) / "energy_uj");
  socket.machine.set_energy(socket.package, 123);
  ASSERT_FALSE(source->read(ticks));
  EXPECT_EQ(ticks[0], 123U);
}

TEST(Powercap, SaysWhichFileCouldNotBeReadAndRecovers) {
  OneSocket socket;
  PowerDriver driver{socket.machine, {.threaded = false}};
  const auto source = open_source(socket.machine);
  std::vector<std::uint64_t> ticks(3);
  driver.make_unreadable(socket.dram);
  EXPECT_EQ(source->read(ticks), std::errc::no_message_available);
  EXPECT_THAT(source->last_failure(),
              StartsWith("cannot read " + socket.machine.zone_path(socket.dram).string() + "/energy_uj: "));
  driver.make_readable(socket.dram);
  EXPECT_FALSE(source->read(ticks));
  EXPECT_EQ(source->last_failure(), "");
}

TEST(PowercapAbsence, OnBareMetalIsTheKernelModule) {
  const EmulatedMachine machine;
  const Unavailable why = why_not(machine);
  EXPECT_EQ(why.source, "powercap");
  EXPECT_THAT(why.reason, HasSubstr("driver is not loaded"));
  EXPECT_THAT(why.remedy, HasSubstr("modprobe intel_rapl_msr"));
  EXPECT_THAT(why.remedy, HasSubstr("CONFIG_INTEL_RAPL"));
}

TEST(PowercapAbsence, IsNotTheModuleWhereTheDriverIsThere) {
  for (const char* sign : {"class/powercap/intel-rapl", "module/intel_rapl_msr"}) {
    const EmulatedMachine machine;
    fs::create_directories(machine.roots().sysfs / sign);
    EXPECT_THAT(why_not(machine).reason, HasSubstr("driver is loaded, but finds no counter"));
    EXPECT_THAT(why_not(machine).remedy, Not(HasSubstr("modprobe")));
  }
}

TEST(PowercapAbsence, OfPermissionNamesAGroupThatHasItAlready) {
  const OneSocket socket;
  const fs::path file = socket.machine.zone_path(socket.package) / "energy_uj";
  fs::permissions(file, fs::perms::owner_read | fs::perms::group_read);
  ASSERT_EQ(chown(file.c_str(), static_cast<uid_t>(-1), 4'242'424), 0) << "tests of permissions run as root";
  const Unavailable why = why_not(socket.machine);
  EXPECT_THAT(why.reason, HasSubstr("which the group 4242424 has"));
  EXPECT_THAT(why.remedy, ::testing::AllOf(HasSubstr("join that group"), HasSubstr("usermod --append --groups 4242424"),
                                           Not(HasSubstr("udev"))));
}

TEST(PowercapAbsence, WithAnEmptyClassIsTheKernelModuleToo) {
  const EmulatedMachine machine;
  fs::create_directories(machine.roots().sysfs / "class/powercap");
  EXPECT_THAT(why_not(machine).reason, HasSubstr("driver is not loaded"));
}

TEST(PowercapAbsence, InAVirtualMachineIsTheHypervisor) {
  EmulatedMachine machine;
  machine.set_cpu({.hypervisor = true});
  const Unavailable why = why_not(machine);
  EXPECT_THAT(why.reason, HasSubstr("virtual machine"));
  EXPECT_THAT(why.remedy, HasSubstr("--source estimate"));
  EXPECT_THAT(why.remedy, Not(HasSubstr("modprobe")));
}

TEST(PowercapAbsence, BehindDanglingLinksIsAContainersMask) {
  OneSocket socket;
  socket.machine.mask_powercap();
  const Unavailable why = why_not(socket.machine);
  EXPECT_THAT(why.reason, HasSubstr("a container hides the zones"));
  EXPECT_THAT(why.remedy, HasSubstr("--path.sysfs"));
}

TEST(PowercapAbsence, BehindAnEmptyDeviceFolderIsAContainersMaskEvenInAVirtualMachine) {
  EmulatedMachine machine;
  machine.set_cpu({.hypervisor = true});
  machine.mask_powercap();
  EXPECT_THAT(why_not(machine).reason, HasSubstr("a container hides the zones"));
}

TEST(PowercapAbsence, OfPermissionNamesTheFileAndTheNarrowestRemedy) {
  OneSocket socket;
  socket.machine.forbid_reading();
  const Unavailable why = why_not(socket.machine);
  EXPECT_EQ(why.reason, "no permission to read " + (socket.machine.zone_path(socket.package) / "energy_uj").string());
  EXPECT_THAT(why.remedy, HasSubstr("chgrp energy"));
  EXPECT_THAT(why.remedy, HasSubstr("udevadm"));
  EXPECT_THAT(why.remedy, Not(HasSubstr("777")));
}

TEST(PowercapAbsence, OfAnotherKindSaysTheError) {
  OneSocket socket;
  socket.machine.counter(socket.package).truncate();
  const Unavailable why = why_not(socket.machine);
  EXPECT_THAT(why.reason, HasSubstr("intel-rapl:0/energy_uj: No data available"));
  socket.machine.counter(socket.package).restore();
}

TEST(PowercapAbsence, TellsTheReasonsApart) {
  EmulatedMachine bare;
  EmulatedMachine virtual_machine;
  virtual_machine.set_cpu({.hypervisor = true});
  OneSocket masked;
  masked.machine.mask_powercap();
  OneSocket forbidden;
  forbidden.machine.forbid_reading();
  std::map<std::string, int> remedies;
  for (const EmulatedMachine* machine : {&bare, &virtual_machine, &masked.machine, &forbidden.machine}) {
    ++remedies[why_not(*machine).remedy];
  }
  EXPECT_EQ(remedies.size(), 4U);
}

}  // namespace
}  // namespace greenbench
