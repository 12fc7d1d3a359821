// The reference tables of counters/tables/data, compiled into the program.
//
//   for (std::string_view line : cpu_tdp_lines()) parse(line);   // "AMD EPYC 7763,280"
//   for (std::string_view line : vcpu_power_lines()) parse(line);
//   TableRow row = split_last_field("AMD EPYC 7763,280");        // name and number
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace greenbench {

/// Lines of the CSV file, the header first. A name with a comma in it stands in double quotes.
[[nodiscard]] std::span<const std::string_view> cpu_tdp_lines();
[[nodiscard]] std::span<const std::string_view> vcpu_power_lines();

struct TableRow {
  std::string_view rest;  ///< everything before the last comma, without quotes around it
  double number;
};

/// Empty when the last field is not a number: the header.
[[nodiscard]] std::optional<TableRow> split_last_field(std::string_view line);

}  // namespace greenbench
