#include "counters/system/cpu_identity.hpp"

#include <gtest/gtest.h>

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
  EXPECT_EQ(intel(0x4f, 1), "broadwell");
  EXPECT_EQ(intel(0x55, 4), "skylake");
  EXPECT_EQ(intel(0x55, 7), "cascade lake");
  EXPECT_EQ(intel(0x55, 11), std::nullopt) << "Cooper Lake is in no table";
  EXPECT_EQ(intel(0x9e, 9), std::nullopt) << "nor is Kaby Lake";
  EXPECT_EQ(intel(0x9e, 10), "coffee lake");
  EXPECT_EQ(intel(0xcf, 0), std::nullopt);
}

TEST(Microarchitecture, TellsServersFromDesktopsThatShareAModelNumber) {
  CpuIdentity cpu{.vendor = "AuthenticAMD", .family = 23, .model = 1, .model_name = "AMD EPYC 7601 32-Core Processor"};
  EXPECT_EQ(microarchitecture(cpu), "amd epyc 1st gen");
  cpu.model_name = "AMD Ryzen 7 1700 Eight-Core Processor";
  EXPECT_EQ(microarchitecture(cpu), std::nullopt);
}

TEST(Microarchitecture, ReadsArmImplementerAndPart) {
  const CpuIdentity cpu = parse_cpuinfo("processor\t: 0\nCPU implementer\t: 0x41\nCPU part\t: 0xd0c\n");
  EXPECT_EQ(microarchitecture(cpu), "aws graviton2");
}

TEST(VcpuPower, HasTheWholeTable) {
  const std::vector<VcpuPower> table = vcpu_power_table();
  EXPECT_EQ(table.size(), 11U);
  EXPECT_DOUBLE_EQ(vcpu_power_row(table, "cascade lake").full_watts, 3.97);
  EXPECT_DOUBLE_EQ(vcpu_power_row(table, cloud_average).idle_watts, 0.74);
  EXPECT_THROW((void)vcpu_power_row(table, "z80"), std::out_of_range);
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
