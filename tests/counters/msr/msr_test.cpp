#include "counters/msr/msr.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <random>

#include "counters/meter/meter.hpp"
#include "counters/msr/msr_absence.hpp"
#include "counters/source/rapl_domain.hpp"
#include "tests/counters/allocation_count.hpp"
#include "tests/counters/msr/fake_registers.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/counters/unprivileged.hpp"
#include "tests/support/emulated_machine.hpp"
#include "tests/support/emulated_topology.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::ElementsAre;
using testing::EmulatedCpu;
using testing::EmulatedMachine;
using testing::EmulatedTopology;
using testing::FakeRegisters;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::SimulatedClock;
using testing::Unprivileged;
using testing::write_file;

constexpr std::uint32_t intel_unit = 0x606;
constexpr std::uint32_t intel_package = 0x611;
constexpr std::uint32_t intel_dram = 0x619;
constexpr std::uint32_t intel_core = 0x639;
constexpr std::uint32_t intel_uncore = 0x641;
constexpr std::uint32_t intel_psys = 0x64D;
constexpr std::uint32_t amd_unit = 0xC0010299;
constexpr std::uint32_t amd_core = 0xC001029A;
constexpr std::uint32_t amd_package = 0xC001029B;

constexpr std::uint64_t units_of_61_uj = 0x000a0e03;  // bits 12 to 8 are 14, as on most Intel processors
constexpr std::uint64_t units_of_15_uj = 0x000a1003;  // 16

const EmulatedCpu zen3 = {.vendor = "AuthenticAMD", .family = 25, .model = 1, .model_name = "Emulated EPYC"};
const EmulatedCpu client = {.model = 158};

/// An emulated machine whose registers a test sets.
struct MsrMachine {
  explicit MsrMachine(const EmulatedTopology& topology = {}, const EmulatedCpu& cpu = client) {
    machine.set_cpu(cpu);
    testing::write_topology(machine.roots().sysfs, topology);
  }
  auto open() { return open_msr(machine.roots(), {.registers = registers, .cores_every = Seconds{0.0}}); }
  std::unique_ptr<EnergySource> source() {
    auto opened = open();
    if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
    return std::get<std::unique_ptr<EnergySource>>(std::move(opened));
  }
  Unavailable why_not() {
    auto opened = open();
    EXPECT_TRUE(std::holds_alternative<Unavailable>(opened));
    return std::get<Unavailable>(std::move(opened));
  }
  EmulatedMachine machine;
  std::shared_ptr<FakeRegisters> registers = std::make_shared<FakeRegisters>();
};

/// Eight bytes at the offset that is the register's number, as the driver's files behave.
void write_register(const fs::path& file, std::uint32_t number, std::uint64_t value) {
  fs::create_directories(file.parent_path());
  if (!fs::exists(file)) std::ofstream{file};
  std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
  stream.seekp(number);
  stream.write(reinterpret_cast<const char*>(&value), sizeof value);
}

void set_intel(FakeRegisters& registers, int cpu, std::uint64_t first_value) {
  registers.set(cpu, intel_unit, units_of_61_uj);
  for (const std::uint32_t number : {intel_package, intel_dram, intel_core, intel_uncore, intel_psys}) {
    registers.set(cpu, number, first_value + number);
  }
}

std::vector<std::string> names(const EnergySource& source, bool counted) {
  std::vector<std::string> result;
  for (const Domain& domain : source.domains()) {
    if (domain.counted == counted) result.push_back(domain.name);
  }
  return result;
}

std::vector<std::uint64_t> ticks_of(EnergySource& source) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  EXPECT_FALSE(source.read(ticks)) << source.last_failure();
  return ticks;
}

TEST(EnergyUnit, IsANegativePowerOfTwoInBits12To8) {
  EXPECT_EQ(energy_unit(units_of_61_uj), Joules{1.0 / 16384.0});
  EXPECT_EQ(energy_unit(units_of_15_uj), Joules{1.0 / 65536.0});
  EXPECT_EQ(energy_unit(0), Joules{1.0});
  EXPECT_EQ(energy_unit(0xffff'ffff'ffff'e0ff), Joules{1.0}) << "other bits do not matter";
  EXPECT_EQ(energy_unit(0x1f00), Joules{1.0 / 2147483648.0});
}

TEST(FixedEnergyUnit, IsKnownForTheDramOfTheseServers) {
  for (const int model : {63, 79, 86, 85, 106, 108, 87, 133}) {
    const CpuIdentity cpu{.vendor = "GenuineIntel", .family = 6, .model = model};
    EXPECT_EQ(fixed_energy_unit(RaplKind::dram, cpu), Joules{1.0 / 65536.0}) << model;
    EXPECT_FALSE(fixed_energy_unit(RaplKind::package, cpu)) << model;
    EXPECT_FALSE(fixed_energy_unit(RaplKind::psys, cpu)) << model;
  }
}

TEST(FixedEnergyUnit, IsOneJouleForThePsysOfSapphireAndEmeraldRapidsAndTheirDramHasNone) {
  for (const int model : {143, 207}) {
    const CpuIdentity cpu{.vendor = "GenuineIntel", .family = 6, .model = model};
    EXPECT_EQ(fixed_energy_unit(RaplKind::psys, cpu), Joules{1.0}) << model;
    EXPECT_FALSE(fixed_energy_unit(RaplKind::dram, cpu)) << model;
  }
}

TEST(FixedEnergyUnit, IsNoMatterOfTheModelNumberAlone) {
  EXPECT_FALSE(fixed_energy_unit(RaplKind::dram, {.vendor = "AuthenticAMD", .family = 25, .model = 85}));
  EXPECT_FALSE(fixed_energy_unit(RaplKind::dram, {.vendor = "GenuineIntel", .family = 19, .model = 85}));
  EXPECT_FALSE(fixed_energy_unit(RaplKind::dram, {.vendor = "GenuineIntel", .family = 6, .model = 158}));
}

TEST(Msr, ReadsIntelsRegistersFromTheDevicesFile) {
  EmulatedMachine machine;
  machine.set_cpu(client);
  testing::write_topology(machine.roots().sysfs, {});
  const fs::path file = machine.roots().devfs / "cpu/0/msr";
  write_register(file, intel_unit, units_of_61_uj);
  write_register(file, intel_package, 1111);
  write_register(file, intel_core, 0xabcd'0000'0000'0000 + 333);  // the upper half does not count
  auto opened = open_msr(machine.roots());
  ASSERT_TRUE(std::holds_alternative<std::unique_ptr<EnergySource>>(opened)) << std::get<Unavailable>(opened).reason;
  EnergySource& source = *std::get<std::unique_ptr<EnergySource>>(opened);
  EXPECT_EQ(source.name(), "msr");
  EXPECT_THAT(names(source, true), ElementsAre("package-0"));
  EXPECT_THAT(names(source, false), ElementsAre("core-0"));
  EXPECT_EQ(source.domains()[0].where, file.string() + " register 0x611");
  EXPECT_THAT(ticks_of(source), ElementsAre(1111, 333));
  write_register(file, intel_package, 1200);
  EXPECT_THAT(ticks_of(source), ElementsAre(1200, 333)) << "read anew each time";
}

TEST(Msr, CountsPackageAndDramAndShowsTheRest) {
  MsrMachine msr;
  set_intel(*msr.registers, 0, 0);
  const auto source = msr.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "dram-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "uncore-0", "psys"));
  EXPECT_THAT(ticks_of(*source), ElementsAre(0x611, 0x619, 0x639, 0x641, 0x64D));
}

TEST(Msr, ReadsOneProcessorOfEachPackage) {
  MsrMachine msr{{.packages = 2, .cores_per_die = 4}};
  set_intel(*msr.registers, 0, 0);
  set_intel(*msr.registers, 4, 0x1000);
  const auto source = msr.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "dram-0", "package-1", "dram-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "uncore-0", "psys", "core-1", "uncore-1"));
  EXPECT_EQ(ticks_of(*source)[5], 0x1611U);
  EXPECT_EQ(source->domains()[5].where, "/fake/cpu/4/msr register 0x611");
}

TEST(Msr, ReadsEachDieOfAnIntelPackage) {
  MsrMachine msr{{.dies_per_package = 2, .cores_per_die = 2}};
  for (const int cpu : {0, 2}) {
    msr.registers->set(cpu, intel_unit, units_of_61_uj);
    msr.registers->set(cpu, intel_package, 1);
  }
  EXPECT_THAT(names(*msr.source(), true), ElementsAre("package-0-die-0", "package-0-die-1"));
}

TEST(Msr, WrapsAt32Bits) {
  MsrMachine msr;
  set_intel(*msr.registers, 0, 0);
  const auto source = msr.source();
  for (const Domain& domain : source->domains()) EXPECT_EQ(domain.wrap_modulus, 4'294'967'296U) << domain.name;
}

TEST(Msr, GivesDramItsOwnUnitWhereTheProcessorHasOne) {
  for (const auto& [model, dram_unit] : {std::pair{85, 1.0 / 65536.0}, std::pair{143, 1.0 / 16384.0}}) {
    MsrMachine msr{{}, {.model = model}};
    set_intel(*msr.registers, 0, 0);
    const auto source = msr.source();
    EXPECT_EQ(source->domains()[0].unit, Joules{1.0 / 16384.0});
    EXPECT_EQ(source->domains()[1].unit, Joules{dram_unit}) << model;
    EXPECT_EQ(source->domains()[1].resolution, source->domains()[1].unit);
  }
}

TEST(Msr, CountsSapphireRapidsPsysInWholeJoules) {
  MsrMachine msr{{}, {.model = 143}};
  set_intel(*msr.registers, 0, 0);
  const auto source = msr.source();
  EXPECT_EQ(source->domains()[4].name, "psys");
  EXPECT_EQ(source->domains()[4].unit, Joules{1.0});
}

TEST(Msr, LeavesOutRegistersThatTheProcessorLacksOrDoesNotCountIn) {
  MsrMachine msr;
  set_intel(*msr.registers, 0, 0);
  msr.registers->remove(0, intel_dram);  // EIO
  msr.registers->set(0, intel_uncore, 0xffff'ffff'0000'0000);
  const auto source = msr.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "psys"));
  EXPECT_THAT(ticks_of(*source), ElementsAre(0x611, 0x639, 0x64D));
}

TEST(Msr, NamesTheRegisterThatCouldNotBeReadAndRecovers) {
  MsrMachine msr;
  set_intel(*msr.registers, 0, 0);
  const auto source = msr.source();
  msr.registers->remove(0, intel_dram);
  std::vector<std::uint64_t> ticks(5);
  EXPECT_EQ(source->read(ticks), std::errc::io_error);
  EXPECT_EQ(source->last_failure(), "cannot read /fake/cpu/0/msr register 0x619: Input/output error");
  msr.registers->set(0, intel_dram, 7);
  EXPECT_FALSE(source->read(ticks));
  EXPECT_EQ(source->last_failure(), "");
}

/// Two packages of two cores with two threads each, in units of 2^-16 J.
struct AmdMachine : MsrMachine {
  AmdMachine() : MsrMachine{{.packages = 2, .cores_per_die = 2, .threads_per_core = 2}, zen3} {
    for (int cpu = 0; cpu < 8; ++cpu) {
      registers->set(cpu, amd_unit, units_of_15_uj);
      registers->set(cpu, amd_package, 5000 + static_cast<std::uint64_t>(cpu) / 4);
      set_core(cpu, 100);
    }
  }
  void set_core(int cpu, std::uint64_t value) { registers->set(cpu, amd_core, value); }
};

TEST(MsrOnAmd, ReadsPackagesAndSumsTheirCores) {
  AmdMachine amd;
  const auto source = amd.source();
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "package-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("core-0", "core-1"));
  for (const Domain& domain : source->domains()) EXPECT_EQ(domain.unit, Joules{1.0 / 65536.0});
  // Cores are the processors 0, 2, 4 and 6; 1, 3, 5 and 7 are their second threads and show the same.
  amd.set_core(0, 110);
  amd.set_core(1, 110);
  amd.set_core(2, 103);
  amd.set_core(6, 101);
  EXPECT_THAT(ticks_of(*source), ElementsAre(5000, 5001, 13, 1));
  EXPECT_EQ(source->domains()[0].where, "/fake/cpu/0/msr register 0xc001029b");
  EXPECT_EQ(source->domains()[3].where, "/fake/cpu/4/msr register 0xc001029a, sum of 2 cores");
}

TEST(MsrOnAmd, FollowsEachCoreThroughItsOwnWraps) {
  AmdMachine amd;
  amd.set_core(0, 0xffff'fff0);
  const auto source = amd.source();
  ASSERT_EQ(ticks_of(*source)[2], 0U);
  std::uint64_t true_sum = 0;
  std::uint64_t first = 0xffff'fff0;
  std::uint64_t second = 100;
  for (int i = 0; i < 5; ++i) {
    first += 3'000'000'000;
    second += 1'000'000'000;
    true_sum += 4'000'000'000;
    amd.set_core(0, first & 0xffff'ffff);
    amd.set_core(2, second & 0xffff'ffff);
    EXPECT_EQ(ticks_of(*source)[2], true_sum);
  }
  EXPECT_EQ(source->domains()[2].wrap_modulus, std::nullopt);
  EXPECT_EQ(source->domains()[0].wrap_modulus, 4'294'967'296U) << "so a guard reads in between";
}

TEST(MsrOnAmd, CountsAPackageOfSeveralDiesOnce) {
  MsrMachine msr{{.dies_per_package = 2, .cores_per_die = 2}, zen3};
  for (int cpu = 0; cpu < 4; ++cpu) {
    msr.registers->set(cpu, amd_unit, units_of_15_uj);
    msr.registers->set(cpu, amd_package, 1);
  }
  EXPECT_THAT(names(*msr.source(), true), ElementsAre("package-0"));
}

TEST(MsrOnAmd, NamesTheCoresThatCouldNotBeRead) {
  AmdMachine amd;
  const auto source = amd.source();
  amd.registers->remove(2, amd_core);
  std::vector<std::uint64_t> ticks(4);
  EXPECT_EQ(source->read(ticks), std::errc::io_error);
  EXPECT_THAT(source->last_failure(), HasSubstr("/fake/cpu/0/msr register 0xc001029a, sum of 2 cores"));
}

TEST(MsrOnAmd, ServesHygonToo) {
  MsrMachine msr{{}, {.vendor = "HygonGenuine", .family = 24, .model = 0}};
  msr.registers->set(0, amd_unit, units_of_15_uj);
  msr.registers->set(0, amd_package, 1);
  EXPECT_THAT(names(*msr.source(), true), ElementsAre("package-0"));
}

TEST(MsrAbsence, IsAProcessorWhoseRegistersAreNotKnown) {
  const EmulatedCpu arm{.vendor = "0x41", .family = 0, .model = 0xd0c, .model_name = "Emulated Arm"};
  const EmulatedCpu old_amd{.vendor = "AuthenticAMD", .family = 21, .model = 2};
  const EmulatedCpu silvermont{.model = 0x37};
  for (const EmulatedCpu& cpu : {arm, old_amd, silvermont}) {
    MsrMachine msr{{}, cpu};
    const Unavailable why = msr.why_not();
    EXPECT_EQ(why.source, "msr");
    EXPECT_THAT(why.reason, AllOf(HasSubstr(cpu.model_name), HasSubstr("not known")));
    EXPECT_THAT(why.remedy, HasSubstr("--source powercap"));
  }
}

TEST(MsrAbsence, OfTheFilesIsTheKernelModule) {
  EmulatedMachine machine;
  testing::write_topology(machine.roots().sysfs, {});
  const auto opened = open_msr(machine.roots());
  const Unavailable& why = std::get<Unavailable>(opened);
  EXPECT_THAT(why.reason, HasSubstr((machine.roots().devfs / "cpu/0/msr").string() + ": not there"));
  EXPECT_THAT(why.remedy, HasSubstr("modprobe msr"));
}

TEST(MsrAbsence, OfPermissionNamesTheNarrowestRightsAndTheBetterSources) {
  EmulatedMachine machine;
  testing::write_topology(machine.roots().sysfs, {});
  const fs::path file = machine.roots().devfs / "cpu/0/msr";
  write_register(file, intel_unit, units_of_61_uj);
  fs::permissions(file, fs::perms::owner_read);
  const auto why_not = [&machine] {
    const Unprivileged nobody;
    return std::get<Unavailable>(open_msr(machine.roots()));
  };
  const Unavailable why = why_not();
  EXPECT_EQ(why.reason, "no permission to read " + file.string());
  EXPECT_THAT(why.remedy, AllOf(HasSubstr("setcap cap_sys_rawio=ep /"), HasSubstr("GROUP=\"msr\""),
                                Not(HasSubstr("prefer")), Not(HasSubstr("777"))));
  machine.add_zone({.name = "package-0"});
  write_file(machine.roots().sysfs / "bus/event_source/devices/power/events/energy-pkg", "event=0x02");
  EXPECT_THAT(
      why_not().remedy,
      ::testing::StartsWith("prefer --source powercap or --source perf, which needs smaller rights. Else give"));
}

TEST(MsrAbsence, OfPermissionNamesWhatIsMissingAlone) {
  EmulatedMachine machine;
  const auto why = [&](std::errc error) {
    return why_no_register(machine.roots(), {.what = "/dev/cpu/0/msr", .error = std::make_error_code(error)});
  };
  const std::string udev = "udevadm";
  const std::string setcap = "setcap cap_sys_rawio";
  EXPECT_THAT(why(std::errc::permission_denied).remedy, AllOf(HasSubstr(udev), HasSubstr(setcap)));
  EXPECT_THAT(why(std::errc::operation_not_permitted).remedy, AllOf(Not(HasSubstr(udev)), HasSubstr(setcap)))
      << "the file's mode allows it: the group has been given";
  write_file(machine.roots().procfs / "self/status", "CapEff:\t0000000000020000\n");
  EXPECT_THAT(why(std::errc::permission_denied).remedy, AllOf(HasSubstr(udev), Not(HasSubstr(setcap))));
  EXPECT_THAT(why(std::errc::operation_not_permitted).reason, HasSubstr("though this program has the capability"));
}

TEST(MsrAbsence, OfACounterThatShowsZeroNamesOnlySourcesThatAreHere) {
  EmulatedMachine machine;
  const MsrRefusal zero{.what = "/dev/cpu/0/msr register 0x611", .error = {}};
  EXPECT_THAT(why_no_register(machine.roots(), zero).remedy, AllOf(HasSubstr("estimate"), Not(HasSubstr("powercap"))));
  machine.add_zone({.name = "psys"});
  EXPECT_THAT(why_no_register(machine.roots(), zero).remedy, Not(HasSubstr("powercap")));
  machine.add_zone({.name = "package-0"});
  EXPECT_THAT(why_no_register(machine.roots(), zero).remedy, HasSubstr("--source powercap"));
}

TEST(MsrAbsence, InAVirtualMachineIsTheHypervisor) {
  EmulatedCpu guest = client;
  guest.hypervisor = true;
  MsrMachine unreadable{{}, guest};  // EIO
  MsrMachine zero{{}, guest};
  zero.registers->set(0, intel_unit, 0);
  MsrMachine no_counter{{}, guest};
  no_counter.registers->set(0, intel_unit, units_of_61_uj);
  no_counter.registers->set(0, intel_package, 0);
  for (MsrMachine* msr : {&unreadable, &zero, &no_counter}) {
    const Unavailable why = msr->why_not();
    EXPECT_THAT(why.reason, HasSubstr("virtual machine"));
    EXPECT_THAT(why.remedy, HasSubstr("--source estimate"));
  }
}

TEST(MsrAbsence, OnBareMetalWithoutRegistersIsTheProcessor) {
  MsrMachine msr;
  const Unavailable why = msr.why_not();
  EXPECT_EQ(why.reason,
            "/fake/cpu/0/msr register 0x606: Input/output error; this processor has no energy counters there");
}

TEST(MsrAbsence, WithoutATopologySaysSo) {
  EmulatedMachine machine;
  const auto opened = open_msr(machine.roots());
  EXPECT_THAT(std::get<Unavailable>(opened).reason, HasSubstr("physical_package_id"));
}

/// An AMD package at constant power on a simulated clock: the package's counter starts just before it wraps.
TEST(Msr, MeasuresConstantPowerThroughAWrap) {
  AmdMachine amd;
  auto clock = std::make_shared<SimulatedClock>();
  const auto counter = [clock](double watts, double first_joules) {
    return [=] {
      clock->advance(Seconds{1e-6});
      const double edge = std::floor(clock->now().value() * 1000.0) / 1000.0;
      return static_cast<std::uint64_t>((first_joules + watts * (edge - 100.0)) * 65536.0) & 0xffff'ffff;
    };
  };
  for (const int cpu : {0, 4}) {
    amd.registers->set(cpu, amd_package, counter(120.0, 65536.0 - 60.0));  // wraps after half a second
    amd.registers->set(cpu, amd_core, counter(7.0, 65536.0 - 1.0));
    amd.registers->set(cpu + 2, amd_core, counter(5.0, 1.0));
  }
  std::vector<std::unique_ptr<EnergySource>> sources;
  sources.push_back(amd.source());
  EnergyMeter meter{std::move(sources), {.clock = clock}};
  std::mt19937 random{5};
  std::uniform_real_distribution<double> pause{0.0, 5e-3};
  for (int i = 0; i < 30; ++i) {
    clock->advance(Seconds{pause(random)});
    meter.start();
    clock->advance(Seconds{0.1});
    meter.stop();
    const EnergyUse use = std::get<EnergyUse>(meter.result());
    EXPECT_NEAR(use.total / use.wall / Watts{1.0}, 240.0, 0.005 * 240.0);
    EXPECT_LE(std::abs((use.total - Watts{240.0} * use.wall).value()), use.total_uncertainty.value());
    EXPECT_NEAR(use.domains[2] / use.wall / Watts{1.0}, 12.0, 0.25) << "shown: both cores, not aligned to edges";
  }
}

TEST(Msr, AllocatesNothingWhenItIsRead) {
  if (!testing::allocations_are_counted()) GTEST_SKIP() << "a sanitizer's allocator is in use";
  AmdMachine amd;
  const auto source = amd.source();
  std::vector<std::uint64_t> ticks(4);
  const std::uint64_t before = testing::allocation_count();
  const std::error_code error = source->read(ticks);
  EXPECT_EQ(testing::allocation_count(), before);
  EXPECT_FALSE(error);
}

}  // namespace
}  // namespace greenbench
