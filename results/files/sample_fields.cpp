#include "results/files/sample_fields.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>

#include "results/text/outside_limits.hpp"

namespace greenbench {
namespace {

void read_cell(const CsvTable& table, std::size_t column, double& value) {
  value = table.number(column);
}
void read_cell(const CsvTable& table, std::size_t column, std::uint32_t& value) {
  value = table.small_count(column);
}
void read_cell(const CsvTable& table, std::size_t column, std::uint64_t& value) {
  value = table.count(column);
}
void read_cell(const CsvTable& table, std::size_t column, std::string& value) {
  value = shortened(std::string{table.text(column)});
}

void read_cell(const CsvTable& table, std::size_t column, std::optional<double>& value) {
  value = table.empty(column) ? std::nullopt : std::optional{table.number(column)};
}
void read_cell(const CsvTable& table, std::size_t column, std::optional<std::uint64_t>& value) {
  value = table.empty(column) ? std::nullopt : std::optional{table.count(column)};
}

template <auto Member>
constexpr SampleField field(std::string_view name) {
  return {.name = name,
          .write = [](std::string& line, const Sample& sample) { append_cell(line, sample.*Member); },
          .read = [](const CsvTable& table, std::size_t column,
                     Sample& sample) { read_cell(table, column, sample.*Member); }};
}

constexpr std::array measured{field<&Sample::block>("block"),
                              field<&Sample::position>("position"),
                              field<&Sample::iterations>("iterations"),
                              field<&Sample::started_at>("started_at"),
                              field<&Sample::wall_seconds>("wall_seconds"),
                              field<&Sample::cpu_seconds>("cpu_seconds"),
                              field<&Sample::cpu_user_seconds>("cpu_user_seconds"),
                              field<&Sample::cpu_system_seconds>("cpu_system_seconds"),
                              field<&Sample::energy_total_joules>("energy_total_joules"),
                              field<&Sample::energy_total_uncertainty_joules>("energy_total_uncertainty_joules")};

constexpr std::array observed{field<&Sample::context_switches_voluntary>("context_switches_voluntary"),
                              field<&Sample::context_switches_involuntary>("context_switches_involuntary"),
                              field<&Sample::page_faults_minor>("page_faults_minor"),
                              field<&Sample::page_faults_major>("page_faults_major"),
                              field<&Sample::resident_bytes>("resident_bytes"),
                              field<&Sample::idle_residency_seconds>("idle_residency_seconds"),
                              field<&Sample::wake_ups>("wake_ups"),
                              field<&Sample::instructions>("instructions"),
                              field<&Sample::cycles>("cycles"),
                              field<&Sample::cache_misses>("cache_misses"),
                              field<&Sample::void_reason>("void_reason")};

}  // namespace

std::span<const SampleField> measured_fields() {
  return measured;
}
std::span<const SampleField> observed_fields() {
  return observed;
}

void append_cell(std::string& line, double value) {
  fmt::format_to(std::back_inserter(line), "{}", value);
}
void append_cell(std::string& line, std::uint32_t value) {
  fmt::format_to(std::back_inserter(line), "{}", value);
}
void append_cell(std::string& line, std::uint64_t value) {
  fmt::format_to(std::back_inserter(line), "{}", value);
}
void append_cell(std::string& line, const std::string& value) {
  line += csv_cell(value);
}

void append_cell(std::string& line, const std::optional<double>& value) {
  if (value) append_cell(line, *value);
}
void append_cell(std::string& line, const std::optional<std::uint64_t>& value) {
  if (value) append_cell(line, *value);
}

}  // namespace greenbench
