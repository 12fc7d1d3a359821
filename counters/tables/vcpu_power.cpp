#include "counters/tables/vcpu_power.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "counters/tables/embedded_tables.hpp"

namespace greenbench {

namespace {

/// The numbers of a line, first to last, and what stands before them.
template <std::size_t count>
struct NumbersOfLine {
  std::string_view name;
  std::array<double, count> numbers{};
};

/// Empty for the header.
template <std::size_t count>
std::optional<NumbersOfLine<count>> numbers_of(std::string_view line) {
  NumbersOfLine<count> result;
  for (std::size_t index = count; index-- > 0;) {
    const std::optional<TableRow> split = split_last_field(line);
    if (!split) return std::nullopt;
    result.numbers.at(index) = split->number;
    line = split->rest;
  }
  result.name = line;
  return result;
}

double median_of(std::vector<double> values) {
  std::ranges::sort(values);
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

ModelParameter typical(std::span<const VcpuPower> table, ModelParameter VcpuPower::*member) {
  std::vector<double> values;
  ModelParameter result = table.front().*member;
  for (const VcpuPower& row : table) {
    values.push_back((row.*member).value);
    result.low = std::min(result.low, (row.*member).low);
    result.high = std::max(result.high, (row.*member).high);
  }
  result.value = median_of(std::move(values));
  return result;
}

}  // namespace

std::vector<VcpuPower> vcpu_power_table() {
  std::vector<VcpuPower> table;
  for (const std::string_view line : vcpu_power_lines()) {
    const auto row = numbers_of<7>(line);
    if (!row) continue;
    const auto& [systems, idle, idle_low, idle_high, full, full_low, full_high] = row->numbers;
    table.push_back({.microarchitecture = std::string{row->name},
                     .systems = static_cast<int>(systems),
                     .idle_watts = {idle, idle_low, idle_high},
                     .full_watts = {full, full_low, full_high}});
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

VcpuPower typical_vcpu_power(std::span<const VcpuPower> table) {
  VcpuPower average{.microarchitecture = "typical server",
                    .systems = 0,
                    .idle_watts = typical(table, &VcpuPower::idle_watts),
                    .full_watts = typical(table, &VcpuPower::full_watts)};
  for (const VcpuPower& row : table) average.systems += row.systems;
  return average;
}

}  // namespace greenbench
