#include "counters/tables/vcpu_power.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

#include "counters/tables/embedded_tables.hpp"

namespace greenbench {

std::vector<VcpuPower> vcpu_power_table() {
  std::vector<VcpuPower> table;
  for (const std::string_view line : vcpu_power_lines()) {
    const auto full = split_last_field(line);
    const auto idle = full ? split_last_field(full->rest) : std::nullopt;
    if (idle) table.push_back({idle->rest, idle->number, full->number});
  }
  return table;
}

const VcpuPower& vcpu_power_row(std::span<const VcpuPower> table, std::string_view microarchitecture) {
  const auto row = std::ranges::find(table, microarchitecture, &VcpuPower::microarchitecture);
  if (row == table.end()) {
    throw std::out_of_range{"no row \"" + std::string{microarchitecture} + "\" in the table of virtual CPUs"};
  }
  return *row;
}

}  // namespace greenbench
