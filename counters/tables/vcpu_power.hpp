// Power of one virtual CPU by microarchitecture: the table for machines that tell us nothing better.
//
//   std::vector<VcpuPower> table = vcpu_power_table();
//   const VcpuPower& average = vcpu_power_row(table, cloud_average);
//   average.full_watts;   // 3.5
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace greenbench {

struct VcpuPower {
  std::string_view microarchitecture;
  double idle_watts;
  double full_watts;
};

inline constexpr std::string_view cloud_average = "cloud average";

[[nodiscard]] std::vector<VcpuPower> vcpu_power_table();

/// Throws std::out_of_range when there is no such row: a name in the program and one in the table disagree.
[[nodiscard]] const VcpuPower& vcpu_power_row(std::span<const VcpuPower> table, std::string_view microarchitecture);

}  // namespace greenbench
