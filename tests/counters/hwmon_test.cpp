#include "counters/hwmon.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "counters/hwmon_sensors.hpp"
#include "tests/counters/unprivileged.hpp"
#include "tests/support/emulated_hwmon.hpp"

namespace greenbench {
namespace {

namespace fs = std::filesystem;
using testing::add_hwmon;
using ::testing::ElementsAre;
using testing::EmulatedMachine;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using testing::Unprivileged;
using testing::write_file;

std::unique_ptr<EnergySource> open_source(const EmulatedMachine& machine) {
  auto opened = open_hwmon(machine.roots());
  if (const auto* why = std::get_if<Unavailable>(&opened)) throw std::runtime_error{why->reason};
  return std::get<std::unique_ptr<EnergySource>>(std::move(opened));
}

Unavailable why_not(const EmulatedMachine& machine) {
  const Unprivileged nobody;
  auto opened = open_hwmon(machine.roots());
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

std::vector<std::uint64_t> read(EnergySource& source) {
  std::vector<std::uint64_t> ticks(source.domains().size());
  EXPECT_FALSE(source.read(ticks));
  return ticks;
}

/// Two sockets of two cores, as amd_energy lays them out.
fs::path add_amd_energy(const EmulatedMachine& machine) {
  return add_hwmon(machine, 3, "amd_energy",
                   {{"energy1_input", "1000"},
                    {"energy1_label", "Ecore000"},
                    {"energy2_input", "2000"},
                    {"energy2_label", "Ecore001"},
                    {"energy3_input", "3000"},
                    {"energy3_label", "Ecore002"},
                    {"energy4_input", "4000"},
                    {"energy4_label", "Ecore003"},
                    {"energy5_input", "500000"},
                    {"energy5_label", "Esocket0"},
                    {"energy6_input", "700000"},
                    {"energy6_label", "Esocket1"}});
}

TEST(Hwmon, CountsSocketsAndShowsTheSumOfTheirCores) {
  EmulatedMachine machine;
  const fs::path device = add_amd_energy(machine);
  const auto source = open_source(machine);
  EXPECT_EQ(source->name(), "hwmon");
  EXPECT_THAT(names(*source, true), ElementsAre("package-0", "package-1"));
  EXPECT_THAT(names(*source, false), ElementsAre("cores"));
  const std::vector<std::uint64_t> before = read(*source);
  write_file(device / "energy5_input", "500900\n");
  write_file(device / "energy6_input", "700300\n");
  const std::vector<std::uint64_t> after = read(*source);
  EXPECT_EQ(after[0] - before[0], 900U);
  EXPECT_EQ(after[1] - before[1], 300U);
  EXPECT_EQ(source->domains()[0].unit, Joules{1e-6});
  EXPECT_FALSE(source->domains()[0].wrap_modulus);
}

TEST(Hwmon, FindsSensorsWithLabelsAndPeriods) {
  EmulatedMachine machine;
  add_hwmon(machine, 10, "amdgpu", {{"power1_average", "9000000"}, {"power1_label", "PPT"}});
  add_hwmon(machine, 2, "power_meter", {{"power1_average", "80000000"}, {"power1_average_interval", "250"}});
  const std::vector<HwmonSensor> sensors = find_hwmon_sensors(machine.roots().sysfs);
  ASSERT_EQ(sensors.size(), 2U);
  EXPECT_EQ(sensors[0].device, "power_meter") << "hwmon2 comes before hwmon10";
  EXPECT_EQ(sensors[0].kind, HwmonSensor::Kind::machine_power);
  EXPECT_EQ(sensors[0].label, "power1");
  EXPECT_EQ(sensors[0].period, Seconds{0.25});
  EXPECT_EQ(sensors[1].kind, HwmonSensor::Kind::component_power);
  EXPECT_EQ(sensors[1].label, "PPT");
  EXPECT_FALSE(sensors[1].period);
}

TEST(Hwmon, TakesTheAverageOfASensorThatGivesBoth) {
  EmulatedMachine machine;
  add_hwmon(machine, 0, "power_meter", {{"power1_input", "1"}, {"power1_average", "2"}});
  const std::vector<HwmonSensor> sensors = find_hwmon_sensors(machine.roots().sysfs);
  ASSERT_EQ(sensors.size(), 1U);
  EXPECT_THAT(sensors[0].file.string(), HasSubstr("power1_average"));
}

TEST(Hwmon, CountsTheMachinesMeterWhereThereIsNoSocketCounter) {
  EmulatedMachine machine;
  add_hwmon(machine, 0, "power_meter", {{"power1_average", "80000000"}});
  add_hwmon(machine, 1, "amdgpu", {{"power1_average", "9000000"}});
  const auto source = open_source(machine);
  EXPECT_THAT(names(*source, true), ElementsAre("power_meter-power1"));
  EXPECT_THAT(names(*source, false), ElementsAre("amdgpu-power1"));
  EXPECT_EQ(source->domains()[0].update_period, Seconds{0.1});
}

TEST(Hwmon, NeverCountsTheMachinesMeterBesideSockets) {
  EmulatedMachine machine;
  add_hwmon(machine, 0, "power_meter", {{"power1_average", "80000000"}});
  add_amd_energy(machine);
  EXPECT_THAT(names(*open_source(machine), true), ElementsAre("package-0", "package-1"));
}

TEST(Hwmon, IntegratesTheMachinesMeter) {
  EmulatedMachine machine;
  add_hwmon(machine, 0, "power_meter", {{"power1_average", "80000000"}, {"power1_average_interval", "1"}});
  const auto source = open_source(machine);
  while (read(*source)[0] < 400'000) std::this_thread::yield();  // 5 ms at 80 W
}

TEST(Hwmon, NamesTheSensorThatCannotBeReadAnyMore) {
  EmulatedMachine machine;
  const fs::path device = add_amd_energy(machine);
  const auto source = open_source(machine);
  fs::resize_file(device / "energy6_input", 0);
  std::vector<std::uint64_t> ticks(source->domains().size());
  EXPECT_TRUE(source->read(ticks));
  EXPECT_THAT(source->last_failure(), HasSubstr("hwmon3/energy6_input"));
}

TEST(HwmonAbsence, OfSensorsOnBareMetalIsTheDriver) {
  const EmulatedMachine machine;
  const Unavailable why = why_not(machine);
  EXPECT_EQ(why.source, "hwmon");
  EXPECT_THAT(why.reason, HasSubstr("no sensor of energy or power"));
  EXPECT_THAT(why.remedy, HasSubstr("modprobe acpi_power_meter"));
}

TEST(HwmonAbsence, OnAmdIsAmdEnergyWithTheBetterSourcesFirst) {
  EmulatedMachine machine;
  machine.set_cpu({.vendor = "AuthenticAMD", .family = 25, .model = 1});
  const Unavailable why = why_not(machine);
  EXPECT_THAT(why.reason, HasSubstr("amd_energy"));
  EXPECT_THAT(why.remedy, HasSubstr("powercap"));
}

TEST(HwmonAbsence, InAVirtualMachineIsTheHypervisor) {
  EmulatedMachine machine;
  machine.set_cpu({.hypervisor = true});
  EXPECT_THAT(why_not(machine).reason, HasSubstr("virtual machine"));
}

TEST(HwmonAbsence, OfWhatCountsSaysWhatElseIsThere) {
  EmulatedMachine machine;
  add_hwmon(machine, 0, "amdgpu", {{"power1_average", "9000000"}, {"power1_label", "PPT"}});
  EXPECT_THAT(why_not(machine).reason, HasSubstr("amdgpu (PPT)"));
}

TEST(HwmonAbsence, OfPermissionNamesTheFileAndTheNarrowestRemedy) {
  EmulatedMachine machine;
  const fs::path device = add_amd_energy(machine);
  fs::permissions(device / "energy5_input", fs::perms::owner_read);
  const Unavailable why = why_not(machine);
  EXPECT_THAT(why.reason, HasSubstr("no permission to read"));
  EXPECT_THAT(why.reason, HasSubstr("energy5_input"));
  EXPECT_THAT(why.remedy, HasSubstr("0440"));
}

TEST(Hwmon, LeavesOutWhatIsOnlyShownAndCannotBeRead) {
  EmulatedMachine machine;
  const fs::path device = add_amd_energy(machine);
  for (const char* core : {"energy1_input", "energy2_input", "energy3_input", "energy4_input"}) {
    fs::permissions(device / core, fs::perms::owner_read);
  }
  const Unprivileged nobody;
  EXPECT_THAT(names(*open_source(machine), false), IsEmpty());
}

}  // namespace
}  // namespace greenbench
