#include "results/why_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "results/number_text.hpp"

namespace greenbench {
namespace {

/// One column: a number of the explanation.
struct Reason {
  std::string_view title;
  std::string_view unit;  ///< with a prefix of its own before it; empty: a plain number per operation
  std::string_view meaning;
  std::optional<double> (*value)(const Explanation& explanation);
};

template <auto Member>
std::optional<double> value_of(const Explanation& explanation) {
  return explanation.*Member;
}

constexpr std::array reasons{
    Reason{"voluntary switches", "", "how often the variant gave the CPU away per operation, to wait for something",
           value_of<&Explanation::context_switches_voluntary>},
    Reason{"involuntary switches", "", "how often the CPU was taken from it per operation",
           value_of<&Explanation::context_switches_involuntary>},
    Reason{"minor faults", "", "pages of memory per operation that were touched for the first time",
           value_of<&Explanation::page_faults_minor>},
    Reason{"major faults", "", "pages per operation that had to be read from a disk",
           value_of<&Explanation::page_faults_major>},
    Reason{"idle time", "s/op",
           "time in idle states per operation, added up over the CPUs the variant may use; other programs keep these "
           "CPUs awake as well",
           value_of<&Explanation::idle_residency_seconds>},
    Reason{"wake-ups", "", "how often one of these CPUs went idle, to be woken again, per operation",
           value_of<&Explanation::wake_ups>},
    Reason{"instructions", "", "instructions per operation, of all its threads and child processes",
           value_of<&Explanation::instructions>},
    Reason{"cycles", "", "processor cycles per operation, of the same", value_of<&Explanation::cycles>},
    Reason{"cache misses", "", "accesses per operation that the processor's last cache could not answer, of the same",
           value_of<&Explanation::cache_misses>},
};

bool is_known(const Report& report, const Reason& reason) {
  return std::ranges::any_of(report.hotspots, [&](const HotspotReport& hotspot) {
    return std::ranges::any_of(
        hotspot.variants, [&](const VariantSummary& summary) { return reason.value(summary.explanation).has_value(); });
  });
}

Prefix prefix_for(const HotspotReport& hotspot, const Reason& reason) {
  if (reason.unit.empty()) return {.symbol = "", .factor = 1.0};
  std::vector<double> values;
  for (const VariantSummary& summary : hotspot.variants) {
    if (const auto value = reason.value(summary.explanation)) values.push_back(*value);
  }
  return choose_prefix(values);
}

/// A zero is exact: nothing was counted.
std::string text_of(const std::optional<double>& value, const Prefix& prefix) {
  if (!value) return "";
  return *value == 0.0 ? "0" : three_digits(*value / prefix.factor);
}

void add_column(Table& table, const HotspotReport& hotspot, const Reason& reason) {
  const Prefix prefix = prefix_for(hotspot, reason);
  table.columns.push_back({.kind = ColumnKind::explanation,
                           .title = std::string{reason.title},
                           .unit = reason.unit.empty() ? "" : fmt::format("{}{}", prefix.symbol, reason.unit),
                           .meaning = std::string{reason.meaning},
                           .alignment = Alignment::decimal});
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].cells.push_back({.text = text_of(reason.value(hotspot.variants[i].explanation), prefix)});
  }
}

}  // namespace

Table build_why_table(const Report& report, const HotspotReport& hotspot) {
  Table table;
  table.columns.push_back({.title = "variant", .unit = "", .meaning = "one implementation of the task"});
  for (const VariantSummary& summary : hotspot.variants) {
    table.rows.push_back({.id = summary.id, .baseline = summary.baseline, .cells = {{.text = summary.id.name}}});
  }
  for (const Reason& reason : reasons) {
    if (is_known(report, reason)) add_column(table, hotspot, reason);
  }
  return table;
}

}  // namespace greenbench
