// The columns of samples.csv that stand for one member of a Sample each: name, writing and reading in one row.
//
//   for (const SampleField& field : measured_fields()) header += field.name;
//   field.write(line, sample);
//   field.read(table, column, sample);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "results/files/csv_table.hpp"
#include "results/model/schema.hpp"

namespace greenbench {

struct SampleField {
  std::string_view name;
  void (*write)(std::string& line, const Sample& sample);
  void (*read)(const CsvTable& table, std::size_t column, Sample& sample);
};

/// block .. energy_total_uncertainty_joules: they stand before the domains.
[[nodiscard]] std::span<const SampleField> measured_fields();
/// context_switches_voluntary .. void_reason: they stand at the end.
[[nodiscard]] std::span<const SampleField> observed_fields();

/// Appends a number in its shortest exact form.
void append_cell(std::string& line, double value);
void append_cell(std::string& line, std::uint32_t value);
void append_cell(std::string& line, std::uint64_t value);
void append_cell(std::string& line, const std::string& value);
void append_cell(std::string& line, const std::optional<double>& value);  ///< unknown is empty
void append_cell(std::string& line, const std::optional<std::uint64_t>& value);

}  // namespace greenbench
