#include "counters/system/cpu_identity.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "counters/tables/processor_tdp.hpp"
#include "counters/tables/vcpu_power.hpp"

namespace greenbench {
namespace {

constexpr const char* two_threads_of_one_core =
    "processor\t: 0\nvendor_id\t: AuthenticAMD\ncpu family\t: 23\nmodel\t\t: 49\n"
    "model name\t: AMD EPYC 7742 64-Core Processor\nstepping\t: 0\nphysical id\t: 0\ncore id\t\t: 0\n"
    "flags\t\t: fpu svm hypervisor avx2\nbugs\t\t: spectre_v1\n\n"
    "processor\t: 1\nphysical id\t: 0\ncore id\t\t: 0\n\n"
    "processor\t: 2\nphysical id\t: 1\ncore id\t\t: 0\n";

TEST(CpuIdentity, IsReadFromCpuinfo) {
  const CpuIdentity cpu = parse_cpuinfo(two_threads_of_one_core);
  EXPECT_EQ(cpu.vendor, "AuthenticAMD");
  EXPECT_EQ(cpu.family, 23);
  EXPECT_EQ(cpu.model, 49);
  EXPECT_EQ(cpu.model_name, "AMD EPYC 7742 64-Core Processor");
  EXPECT_TRUE(cpu.hypervisor);
  EXPECT_EQ(cpu.logical_cpus, 3);
  EXPECT_EQ(cpu.physical_cores, 2);
  EXPECT_EQ(cpu.packages, 2);
}

TEST(CpuIdentity, SeesAHypervisorOnlyInAWholeFlag) {
  EXPECT_FALSE(parse_cpuinfo("flags : no_hypervisor hypervisors\n").hypervisor);
  EXPECT_TRUE(parse_cpuinfo("flags : no_hypervisor hypervisor\n").hypervisor);
}

TEST(CpuIdentity, CountsEachCpuAsACoreWhereTheFileDoesNotTell) {
  const CpuIdentity cpu = parse_cpuinfo("processor : 0\nprocessor : 1\n");
  EXPECT_EQ(cpu.physical_cores, 2);
  EXPECT_EQ(cpu.packages, 1);
}

TEST(CpuIdentity, OfNothingIsEmpty) {
  EXPECT_EQ(parse_cpuinfo("").logical_cpus, 0);
  EXPECT_EQ(microarchitecture(parse_cpuinfo("")), std::nullopt);
}

TEST(Microarchitecture, IsToldByFamilyModelAndStepping) {
  const auto intel = [](int model, int stepping) {
    return microarchitecture({.vendor = "GenuineIntel", .family = 6, .model = model, .stepping = stepping});
  };
  EXPECT_EQ(intel(0x4f, 1), "Broadwell");
  EXPECT_EQ(intel(0x55, 4), "Skylake server");
  EXPECT_EQ(intel(0x55, 7), "Cascade Lake");
  EXPECT_EQ(intel(0x55, 11), std::nullopt) << "Cooper Lake is in no table";
  EXPECT_EQ(intel(0x9e, 9), std::nullopt) << "nor is Kaby Lake";
  EXPECT_EQ(intel(0x9e, 10), "Coffee Lake");
  EXPECT_EQ(intel(0x5e, 3), "Skylake client");
  EXPECT_EQ(intel(0x6a, 6), "Ice Lake");
  EXPECT_EQ(intel(0x8f, 8), "Sapphire Rapids");
  EXPECT_EQ(intel(207, 2), "Emerald Rapids");
  EXPECT_EQ(intel(0xad, 1), "Granite Rapids");
  EXPECT_EQ(intel(0xff, 0), std::nullopt);
}

TEST(Microarchitecture, TellsServersFromDesktopsThatShareAModelNumber) {
  CpuIdentity cpu{.vendor = "AuthenticAMD", .family = 23, .model = 1, .model_name = "AMD EPYC 7601 32-Core Processor"};
  EXPECT_EQ(microarchitecture(cpu), "AMD EPYC 1st generation");
  cpu.model_name = "AMD Ryzen 7 1700 Eight-Core Processor";
  EXPECT_EQ(microarchitecture(cpu), std::nullopt);
}

TEST(Microarchitecture, TellsTheGenerationsOfEpycApart) {
  const auto epyc = [](int family, int model) {
    return microarchitecture(
        {.vendor = "AuthenticAMD", .family = family, .model = model, .model_name = "AMD EPYC 9004"});
  };
  EXPECT_EQ(epyc(0x17, 0x31), "AMD EPYC 2nd generation");
  EXPECT_EQ(epyc(0x19, 0x01), "AMD EPYC 3rd generation");
  EXPECT_EQ(epyc(0x19, 0x11), "AMD EPYC 4th generation");
  EXPECT_EQ(epyc(0x19, 0xa0), "AMD EPYC 4th generation");
  EXPECT_EQ(epyc(0x1a, 0x02), "AMD EPYC 5th generation");
  EXPECT_EQ(epyc(0x19, 0x50), std::nullopt) << "a desktop part";
}

TEST(Microarchitecture, IsARowOfTheTable) {
  const std::vector<VcpuPower> table = vcpu_power_table();
  const auto is_row = [&](std::string_view name) {
    return std::ranges::find(table, name, &VcpuPower::microarchitecture) != table.end();
  };
  for (int model = 0; model < 256; ++model) {
    for (const int stepping : {0, 6, 11}) {
      const auto name =
          microarchitecture({.vendor = "GenuineIntel", .family = 6, .model = model, .stepping = stepping});
      EXPECT_TRUE(!name || is_row(*name)) << name.value_or("");
    }
    for (const int family : {0x17, 0x19, 0x1a}) {
      const auto name = microarchitecture(
          {.vendor = "AuthenticAMD", .family = family, .model = model, .stepping = 0, .model_name = "AMD EPYC"});
      EXPECT_TRUE(!name || is_row(*name)) << name.value_or("");
    }
  }
}

TEST(Microarchitecture, ReadsArmImplementerAndPart) {
  const CpuIdentity cpu = parse_cpuinfo("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
  EXPECT_EQ(microarchitecture(cpu), "Arm Neoverse N1");
}

TEST(VcpuPower, HasTheWholeTable) {
  const std::vector<VcpuPower> table = vcpu_power_table();
  EXPECT_EQ(table.size(), 18U);
  const VcpuPower& row = vcpu_power_row(table, "Emerald Rapids");
  EXPECT_EQ(row.systems, 29);
  EXPECT_DOUBLE_EQ(row.idle_watts.value, 0.83);
  EXPECT_DOUBLE_EQ(row.idle_watts.high, 0.98);
  EXPECT_DOUBLE_EQ(row.full_watts.value, 3.24);
  EXPECT_DOUBLE_EQ(row.full_watts.low, 2.52);
  EXPECT_THROW((void)vcpu_power_row(table, "z80"), std::out_of_range);
  for (const VcpuPower& each : table) {
    for (const ModelParameter& watts : {each.idle_watts, each.full_watts}) {
      EXPECT_LE(watts.low, watts.value) << each.microarchitecture;
      EXPECT_LE(watts.value, watts.high) << each.microarchitecture;
    }
    EXPECT_LT(each.idle_watts.value, each.full_watts.value) << each.microarchitecture;
  }
}

TEST(VcpuPower, OfATypicalServerIsTheMedianOfTheRows) {
  const VcpuPower typical = typical_vcpu_power(vcpu_power_table());
  // The medians of 18 rows: between 0.62 and 0.66 W, and between 3.24 and 3.83 W.
  EXPECT_DOUBLE_EQ(typical.idle_watts.value, 0.64);
  EXPECT_DOUBLE_EQ(typical.full_watts.value, 3.535);
  EXPECT_DOUBLE_EQ(typical.idle_watts.low, 0.18);
  EXPECT_DOUBLE_EQ(typical.full_watts.high, 12.57);
  EXPECT_EQ(typical.systems, 646);
}

TEST(ProcessorName, LosesItsDecorationsOnly) {
  EXPECT_EQ(normalised_processor_name("Intel(R) Xeon(R) CPU E5-2680 v4 @ 2.40GHz"), "intel xeon e5-2680 v4");
  EXPECT_EQ(normalised_processor_name("Intel(R) Xeon(R) Platinum 8275CL CPU @ 3.00GHz"), "intel xeon platinum 8275cl");
  EXPECT_EQ(normalised_processor_name("11th Gen Intel(R) Core(TM) i7-1165G7 @ 2.80GHz"), "intel core i7-1165g7");
  EXPECT_EQ(normalised_processor_name("AMD Ryzen 7 7735U with Radeon Graphics"), "amd ryzen 7 7735u");
  EXPECT_EQ(normalised_processor_name("AMD EPYC 7601 32-Core Processor"), "amd epyc 7601");
  EXPECT_EQ(normalised_processor_name("AMD Ryzen 9 6900HS\u200b"), "amd ryzen 9 6900hs");
}

TEST(ProcessorTdp, IsFoundByExactNameOnly) {
  EXPECT_EQ(processor_tdp({.model_name = "Intel(R) Core(TM) i7-8700K CPU @ 3.70GHz"}), Watts{95.0});
  EXPECT_EQ(processor_tdp({.model_name = "Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz"}), Watts{65.0});
  EXPECT_EQ(processor_tdp({.model_name = "AMD EPYC 7601 32-Core Processor"}), Watts{180.0});
  EXPECT_EQ(processor_tdp({.model_name = "AMD EPYC"}), std::nullopt);
  EXPECT_EQ(processor_tdp({.model_name = ""}), std::nullopt);
}

TEST(ProcessorTdp, IsNotBelievedInAVirtualMachine) {
  EXPECT_EQ(processor_tdp({.model_name = "AMD EPYC 7601 32-Core Processor", .hypervisor = true}), std::nullopt);
}

}  // namespace
}  // namespace greenbench
