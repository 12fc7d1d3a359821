#include "results/tables/why_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "results/text/explaining_counters.hpp"

namespace greenbench {
namespace {

/// CPU time stands in the table of details.
bool has_column(const ExplainingCounter& counter) {
  return counter.key != "cpu_seconds";
}

template <class Holds>
bool any_variant(const Report& report, Holds holds) {
  return std::ranges::any_of(
      report.hotspots, [&](const HotspotReport& hotspot) { return std::ranges::any_of(hotspot.variants, holds); });
}

Prefix prefix_for(const HotspotReport& hotspot, const ExplainingCounter& counter) {
  if (counter.unit.empty()) return {.symbol = "", .factor = 1.0};
  std::vector<double> values;
  for (const VariantSummary& summary : hotspot.variants) {
    if (const auto value = counter.value(summary)) values.push_back(*value);
  }
  return choose_prefix(values);
}

/// A zero is exact: nothing was counted.
std::string text_of(const std::optional<double>& value, const Prefix& prefix) {
  if (!value) return "";
  return *value == 0.0 ? "0" : three_digits(*value / prefix.factor);
}

void add_column(Table& table, const HotspotReport& hotspot, const ExplainingCounter& counter) {
  const Prefix prefix = prefix_for(hotspot, counter);
  table.columns.push_back({.kind = ColumnKind::explanation,
                           .title = std::string{counter.title},
                           .unit = counter.unit.empty() ? "" : fmt::format("{}{}/op", prefix.symbol, counter.unit),
                           .meaning = std::string{counter.meaning},
                           .alignment = Alignment::decimal});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].cells.push_back({.text = text_of(counter.value(hotspot.variants[i]), prefix)});
  }
}

void add_peak_memory(Table& table, const HotspotReport& hotspot) {
  const Prefix prefix = peak_memory_prefix(hotspot);
  table.columns.push_back({.kind = ColumnKind::explanation,
                           .title = "peak memory",
                           .unit = fmt::format("{}B", prefix.symbol),
                           .meaning = "memory that one untimed operation needed beyond what the process held before "
                                      "it; without child processes",
                           .alignment = Alignment::decimal});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const auto& memory = hotspot.variants[i].peak_memory;
    table.rows[i].cells.push_back({.text = memory ? peak_memory_text(*memory, prefix) : ""});
  }
}

}  // namespace

Table build_why_table(const Report& report, const HotspotReport& hotspot) {
  Table table;
  table.columns.push_back({.title = "variant", .unit = "", .meaning = "one implementation of the task"});
  for (const VariantSummary& summary : hotspot.variants) {
    table.rows.push_back({.id = summary.id, .baseline = summary.baseline, .cells = {{.text = summary.id.name}}});
  }
  for (const ExplainingCounter& counter : explaining_counters()) {
    const auto is_known = [&](const VariantSummary& summary) { return counter.value(summary).has_value(); };
    if (has_column(counter) && any_variant(report, is_known)) add_column(table, hotspot, counter);
  }
  if (any_variant(report, [](const VariantSummary& summary) { return summary.peak_memory.has_value(); })) {
    add_peak_memory(table, hotspot);
  }
  return table;
}

Prefix peak_memory_prefix(const HotspotReport& hotspot) {
  std::vector<double> bytes;
  for (const VariantSummary& summary : hotspot.variants) {
    if (summary.peak_memory) bytes.push_back(static_cast<double>(summary.peak_memory->growth_bytes()));
  }
  return choose_binary_prefix(bytes);
}

std::string peak_memory_text(const PeakMemory& memory, const Prefix& prefix) {
  const auto bytes = static_cast<double>(memory.growth_bytes());
  return bytes == 0.0 ? "+0" : "+" + three_digits(bytes / prefix.factor);
}

}  // namespace greenbench
