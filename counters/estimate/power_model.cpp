#include "counters/estimate/power_model.hpp"

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "counters/system/cpu_identity.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/tables/processor_tdp.hpp"
#include "counters/tables/vcpu_power.hpp"

namespace greenbench {

namespace {

// An assumption, not a published figure. Rows of the table for adjacent generations differ by 2% (Skylake and Cascade
// Lake, idle) to 29% (Haswell and Broadwell, idle), older ones by more.
constexpr double microarchitecture_spread = 0.3;

// An assumption: ordinary code draws between half of the thermal design power and all of it.
constexpr double least_share_of_tdp = 0.5;

ModelParameter spread_around(double value, double fraction) {
  return {value, value * (1.0 - fraction), value * (1.0 + fraction)};
}

/// Idle power as a share of full power over the rows of the table: value of the cloud average, extremes of all.
ModelParameter idle_share(const std::vector<VcpuPower>& table) {
  const auto share = [](const VcpuPower& row) { return row.idle_watts / row.full_watts; };
  const auto [low, high] = std::ranges::minmax(table, {}, share);
  return {share(vcpu_power_row(table, cloud_average)), share(low), share(high)};
}

PowerModel from_tdp(const CpuIdentity& cpu, Watts tdp) {
  const double total = tdp.value() * cpu.packages;
  const ModelParameter share = idle_share(vcpu_power_table());
  PowerModel model;
  model.name = fmt::format("TDP of {}", cpu.model_name);
  model.reason = fmt::format("{} x {:.0f} W, shared by {} CPUs on {} cores", cpu.packages, tdp.value(),
                             cpu.logical_cpus, cpu.physical_cores);
  // All CPUs busy draw the TDP, so that is what one CPU's share adds up to; but one busy CPU alone on a core with two
  // draws up to that core's whole share.
  const double full = total / cpu.logical_cpus;
  model.full_watts_per_cpu = {full, full * least_share_of_tdp, total / cpu.physical_cores};
  model.idle_watts_per_cpu = {full * share.value, full * share.low, full * share.high};
  return model;
}

PowerModel from_microarchitecture(const CpuIdentity& cpu, std::string_view microarchitecture) {
  const std::vector<VcpuPower> table = vcpu_power_table();
  const VcpuPower& row = vcpu_power_row(table, microarchitecture);
  PowerModel model;
  model.name = row.microarchitecture;
  model.reason = fmt::format("{} \"{}\" is family {}, model {}", cpu.hypervisor ? "virtual processor" : "processor",
                             cpu.model_name, cpu.family, cpu.model);
  model.idle_watts_per_cpu = spread_around(row.idle_watts, microarchitecture_spread);
  model.full_watts_per_cpu = spread_around(row.full_watts, microarchitecture_spread);
  return model;
}

PowerModel from_cloud_average(const CpuIdentity& cpu) {
  const std::vector<VcpuPower> table = vcpu_power_table();
  const VcpuPower& row = vcpu_power_row(table, cloud_average);
  const auto [least_idle, most_idle] = std::ranges::minmax(table, {}, &VcpuPower::idle_watts);
  const auto [least_full, most_full] = std::ranges::minmax(table, {}, &VcpuPower::full_watts);
  PowerModel model;
  model.name = row.microarchitecture;
  model.reason = cpu.model_name.empty() ? "the processor could not be identified"
                                        : fmt::format("processor \"{}\" is in no table", cpu.model_name);
  model.idle_watts_per_cpu = {row.idle_watts, least_idle.idle_watts, most_idle.idle_watts};
  model.full_watts_per_cpu = {row.full_watts, least_full.full_watts, most_full.full_watts};
  return model;
}

PowerModel choose_automatically(const CpuIdentity& cpu) {
  PowerModel model;
  if (const std::optional<Watts> tdp = processor_tdp(cpu)) {
    model = from_tdp(cpu, *tdp);
  } else if (const auto name = microarchitecture(cpu)) {
    model = from_microarchitecture(cpu, *name);
  } else {
    model = from_cloud_average(cpu);
  }
  model.memory_watts_per_gib = usual_memory_watts_per_gib;
  return model;
}

}  // namespace

PowerModel choose_power_model(const FileRoots& roots) {
  PowerModel model = choose_automatically(read_cpu_identity(roots.procfs));
  model.cpus = static_cast<int>(allowed_cpus().size());
  return model;
}

}  // namespace greenbench
