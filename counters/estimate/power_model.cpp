#include "counters/estimate/power_model.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "counters/system/cpu_identity.hpp"
#include "counters/system/cpu_topology.hpp"
#include "counters/tables/processor_tdp.hpp"
#include "counters/tables/vcpu_power.hpp"

namespace greenbench {

namespace {

// An assumption: ordinary code draws between half of the thermal design power and all of it.
constexpr double least_share_of_tdp = 0.5;

constexpr const char* whole_server = "a share of a whole server at the wall, its memory included";

/// Idle power as a share of full power over the rows of the table: value of the typical row, extremes of all.
ModelParameter idle_share(const std::vector<VcpuPower>& table) {
  const auto share = [](const VcpuPower& row) { return row.idle_watts.value / row.full_watts.value; };
  const auto [low, high] = std::ranges::minmax(table, {}, share);
  return {share(typical_vcpu_power(table)), share(low), share(high)};
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
  // A processor's TDP has no memory in it.
  model.memory_watts_per_gib = usual_memory_watts_per_gib;
  model.scope = "processor packages, and memory in use";
  return model;
}

PowerModel from_row(const VcpuPower& row, std::string reason) {
  PowerModel model;
  model.name = row.microarchitecture;
  model.reason = std::move(reason);
  model.scope = whole_server;
  model.idle_watts_per_cpu = row.idle_watts;
  model.full_watts_per_cpu = row.full_watts;
  return model;
}

PowerModel from_microarchitecture(const CpuIdentity& cpu, std::string_view microarchitecture) {
  return from_row(vcpu_power_row(vcpu_power_table(), microarchitecture),
                  fmt::format("{} \"{}\" is family {}, model {}", cpu.hypervisor ? "virtual processor" : "processor",
                              cpu.model_name, cpu.family, cpu.model));
}

PowerModel from_typical_server(const CpuIdentity& cpu) {
  return from_row(typical_vcpu_power(vcpu_power_table()),
                  cpu.model_name.empty() ? "the processor could not be identified"
                                         : fmt::format("processor \"{}\" is in no table", cpu.model_name));
}

PowerModel choose_automatically(const CpuIdentity& cpu) {
  PowerModel model;
  if (const std::optional<Watts> tdp = processor_tdp(cpu)) {
    model = from_tdp(cpu, *tdp);
  } else if (const auto name = microarchitecture(cpu)) {
    model = from_microarchitecture(cpu, *name);
  } else {
    model = from_typical_server(cpu);
  }
  model.load_exponent = fitted_load_exponent;
  return model;
}

}  // namespace

PowerModel choose_power_model(const FileRoots& roots) {
  PowerModel model = choose_automatically(read_cpu_identity(roots.procfs));
  model.cpus = static_cast<int>(allowed_cpus().size());
  return model;
}

}  // namespace greenbench
