#include "harness/doctor/noise_risks.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <fmt/format.h>

#include "tests/support/emulated_machine.hpp"

namespace greenbench {
namespace {

using testing::EmulatedMachine;
using ::testing::HasSubstr;
using ::testing::Not;
using testing::write_file;

/// An emulated machine with nothing to find, until files are written into it.
class NoiseRisks : public ::testing::Test {
 protected:
  NoiseRisks() { machine_.add_zone({.name = "package-0"}); }

  void cpu(const std::string& file, const std::string& content) {
    write_file(machine_.roots().sysfs / "devices/system/cpu" / file, content + "\n");
  }
  void sysfs(const std::string& file, const std::string& content) {
    write_file(machine_.roots().sysfs / file, content + "\n");
  }
  void procfs(const std::string& file, const std::string& content) {
    write_file(machine_.roots().procfs / file, content + "\n");
  }
  /// Another process with a file open.
  void process(const std::string& number, const std::string& name, const std::string& file) {
    procfs(number + "/comm", name);
    const std::filesystem::path descriptors = machine_.roots().procfs / number / "fd";
    std::filesystem::create_directories(descriptors);
    std::filesystem::create_symlink(file, descriptors / "3");
  }

  [[nodiscard]] std::optional<Risk> risk(const std::string& name) const {
    for (const Risk& found : find_noise_risks(machine_.roots())) {
      if (found.name == name) return found;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::string finding(const std::string& name) const {
    return risk(name) ? risk(name)->finding : "nothing";
  }
  [[nodiscard]] std::string advice(const std::string& name) const {
    return risk(name) ? risk(name)->advice : "nothing";
  }

  EmulatedMachine machine_;
};

TEST_F(NoiseRisks, WhatIsNotKnownIsNotListed) {
  EXPECT_THAT(find_noise_risks(machine_.roots()), ::testing::IsEmpty());
  const FileRoots nowhere{.sysfs = "/nonexistent", .procfs = "/nonexistent", .devfs = "/nonexistent"};
  EXPECT_THAT(find_noise_risks(nowhere), ::testing::IsEmpty());
}

TEST_F(NoiseRisks, GovernorsOtherThanPerformance) {
  cpu("cpu0/cpufreq/scaling_governor", "performance");
  EXPECT_FALSE(risk("frequency governor"));
  cpu("cpu1/cpufreq/scaling_governor", "powersave");
  cpu("cpu10/cpufreq/scaling_governor", "powersave");
  EXPECT_THAT(finding("frequency governor"), HasSubstr("2 of 3 CPUs: powersave"));
  EXPECT_THAT(advice("frequency governor"), HasSubstr("\n  sudo cpupower frequency-set --governor performance"));
}

TEST_F(NoiseRisks, TurboBySwitchOfEitherDriver) {
  cpu("cpufreq/boost", "0");
  EXPECT_FALSE(risk("turbo"));
  cpu("cpufreq/boost", "1");
  EXPECT_THAT(advice("turbo"),
              HasSubstr("\n  echo 0 | sudo tee " +
                        (machine_.roots().sysfs / "devices/system/cpu/cpufreq/boost").string() + "\n"));
  cpu("intel_pstate/no_turbo", "1");
  EXPECT_FALSE(risk("turbo"));
  cpu("intel_pstate/no_turbo", "0");
  EXPECT_THAT(advice("turbo"), HasSubstr("\n  echo 1 | sudo tee "));
}

TEST_F(NoiseRisks, HardwareThreadsOnlyWhenTheyAreActive) {
  cpu("smt/control", "notsupported");
  cpu("smt/active", "0");
  EXPECT_FALSE(risk("hardware threads"));
  cpu("smt/active", "1");
  EXPECT_THAT(advice("hardware threads"), HasSubstr("smt/control"));
}

TEST_F(NoiseRisks, IsolatedCpus) {
  cpu("isolated", "");
  EXPECT_FALSE(risk("isolated CPUs"));
  cpu("isolated", "2-3");
  EXPECT_THAT(finding("isolated CPUs"), HasSubstr("CPUs 2-3"));
  EXPECT_THAT(advice("isolated CPUs"), HasSubstr("Nothing to do"));
}

TEST_F(NoiseRisks, AddressRandomisationShouldBeOn) {
  procfs("sys/kernel/randomize_va_space", "2");
  EXPECT_FALSE(risk("address randomisation"));
  procfs("sys/kernel/randomize_va_space", "1");
  EXPECT_THAT(finding("address randomisation"), HasSubstr("partial"));
  procfs("sys/kernel/randomize_va_space", "0");
  EXPECT_THAT(finding("address randomisation"), HasSubstr("off"));
  EXPECT_THAT(advice("address randomisation"), HasSubstr("\n  sudo sysctl kernel.randomize_va_space=2"));
}

TEST_F(NoiseRisks, ALoadAverageOfAHalf) {
  procfs("loadavg", "0.49 3.00 3.00 1/100 4242");
  EXPECT_FALSE(risk("load"));
  procfs("loadavg", "0.50 0.00 0.00 1/100 4242");
  EXPECT_THAT(finding("load"), HasSubstr("0.50 tasks on average were running, or waiting"));
  EXPECT_THAT(finding("load"), Not(HasSubstr("CPUs"))) << "tasks that wait keep no CPU busy";
}

TEST_F(NoiseRisks, TheHottestZone) {
  sysfs("class/thermal/thermal_zone0/temp", "84999");
  EXPECT_FALSE(risk("temperature"));
  sysfs("class/thermal/thermal_zone1/temp", "91000");
  sysfs("class/thermal/thermal_zone1/type", "x86_pkg_temp");
  EXPECT_THAT(finding("temperature"), HasSubstr("91 °C at x86_pkg_temp"));
}

TEST_F(NoiseRisks, ThrottlingSinceTheStart) {
  cpu("cpu0/thermal_throttle/core_throttle_count", "0");
  EXPECT_FALSE(risk("throttling"));
  cpu("cpu1/thermal_throttle/package_throttle_count", "7");
  EXPECT_THAT(finding("throttling"), HasSubstr("up to 7 times"));
}

TEST_F(NoiseRisks, OtherProcessesThatHoldEnergyCountersOpen) {
  process("4200001", "editor", "/home/me/energy_uj.txt");
  process(std::to_string(getpid()), "greenbench", "/sys/devices/virtual/powercap/intel-rapl/intel-rapl:0/energy_uj");
  EXPECT_FALSE(risk("other readers"));
  process("4200002", "powertop", "/sys/devices/virtual/powercap/intel-rapl/intel-rapl:0/energy_uj");
  process("4200003", "turbostat", "/dev/cpu/3/msr");
  EXPECT_THAT(finding("other readers"), HasSubstr("powertop (4200002), turbostat (4200003)"));
  EXPECT_THAT(advice("other readers"), HasSubstr("\n  ps -fp 4200002,4200003"));
}

TEST_F(NoiseRisks, AVirtualMachineAndWhatWasStolenFromIt) {
  procfs("stat", "cpu  700 0 100 150 0 0 0 50 0 0\ncpu0 1 2 3");
  EXPECT_FALSE(risk("virtual machine")) << "steal time alone makes none";
  machine_.set_cpu({.hypervisor = true});
  EXPECT_THAT(finding("virtual machine"), HasSubstr("5% of the CPU time"));
  procfs("stat", "cpu  700 0");
  EXPECT_THAT(finding("virtual machine"), Not(HasSubstr("%")));
}

TEST_F(NoiseRisks, AContainerThatHidesTheZones) {
  machine_.mask_powercap();
  EXPECT_THAT(finding("container"), HasSubstr("hides"));
}

TEST_F(NoiseRisks, SgxMayFilterEnergy) {
  write_file(machine_.roots().devfs / "sgx_enclave", "");
  EXPECT_THAT(finding("energy filtering"), HasSubstr("may be on"));
  EXPECT_THAT(finding("energy filtering"), HasSubstr("50%"));
}

TEST_F(NoiseRisks, SgxFlagOfTheProcessor) {
  procfs("cpuinfo", "processor\t: 0\nflags\t\t: fpu sgx_lc");
  EXPECT_FALSE(risk("energy filtering"));
  procfs("cpuinfo", "processor\t: 0\nflags\t\t: fpu sgx sgx_lc");
  EXPECT_TRUE(risk("energy filtering"));
}

TEST_F(NoiseRisks, TheFilterRegisterSaysThatItIsOn) {
  const auto registers = [](char lowest_byte) {
    std::string content(0xBC + 8, '\0');
    content[0xBC] = lowest_byte;
    return content;
  };
  const std::filesystem::path file = machine_.roots().devfs / "cpu/0/msr";
  write_file(file, registers(0));
  EXPECT_FALSE(risk("energy filtering"));
  write_file(file, registers(1));
  EXPECT_THAT(finding("energy filtering"), HasSubstr("is on"));
}

TEST_F(NoiseRisks, BatteryOnlyWhenNoSupplyHasPower) {
  sysfs("class/power_supply/hidpp_battery_0/type", "Battery");
  sysfs("class/power_supply/hidpp_battery_0/scope", "Device");
  sysfs("class/power_supply/ucsi/type", "USB");
  sysfs("class/power_supply/ucsi/online", "0");
  EXPECT_FALSE(risk("battery")) << "a mouse's battery runs no computer";
  sysfs("class/power_supply/BAT0/type", "Battery");
  EXPECT_THAT(advice("battery"), HasSubstr("Plug it in"));
  sysfs("class/power_supply/AC/type", "Mains");
  sysfs("class/power_supply/AC/online", "1");
  EXPECT_FALSE(risk("battery"));
}

TEST_F(NoiseRisks, NoAdviceOpensFilesToAllOrRunsTheProgramAsRoot) {
  cpu("cpu1/cpufreq/scaling_governor", "powersave");
  cpu("cpufreq/boost", "1");
  cpu("smt/active", "1");
  procfs("sys/kernel/randomize_va_space", "0");
  process("4200003", "turbostat", "/dev/cpu/3/msr");
  write_file(machine_.roots().devfs / "sgx_enclave", "");
  const std::vector<Risk> risks = find_noise_risks(machine_.roots());
  EXPECT_EQ(risks.size(), 6U);
  for (const Risk& found : risks) {
    EXPECT_FALSE(found.advice.empty()) << found.name;
    EXPECT_THAT(found.advice, Not(HasSubstr("chmod")));
    EXPECT_THAT(found.advice, Not(HasSubstr("sudo greenbench")));
  }
}

}  // namespace
}  // namespace greenbench
