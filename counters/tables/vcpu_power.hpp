// Power of a whole server per hardware thread, by microarchitecture: for machines that tell us nothing better.
//
//   std::vector<VcpuPower> table = vcpu_power_table();
//   const VcpuPower& row = vcpu_power_row(table, "Emerald Rapids");
//   row.full_watts.value;   // 3.24, in one of ten servers below row.full_watts.low, in one of ten above .high
//   VcpuPower average = typical_vcpu_power(table);
//
// From the published SPECpower_ssj2008 results: watts at the wall of the whole server, so that its power supply, fans,
// disks and memory are in them, divided by its hardware threads.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "counters/units/power_model_parameters.hpp"

namespace greenbench {

struct VcpuPower {
  std::string microarchitecture;
  int systems = 0;            ///< whose results the row comes from
  ModelParameter idle_watts;  ///< of one hardware thread: median, 10% and 90% quantile over the systems
  ModelParameter full_watts;  ///< the same at full load
};

[[nodiscard]] std::vector<VcpuPower> vcpu_power_table();

/// Throws std::out_of_range when there is no such row: a name in the program and one in the table disagree.
[[nodiscard]] const VcpuPower& vcpu_power_row(std::span<const VcpuPower> table, std::string_view microarchitecture);

/// "typical server": medians of the rows' values, and the extremes of their ranges. `table` must not be empty.
[[nodiscard]] VcpuPower typical_vcpu_power(std::span<const VcpuPower> table);

}  // namespace greenbench
