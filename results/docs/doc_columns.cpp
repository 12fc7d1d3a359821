#include "results/docs/doc_columns.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string_view>

#include "results/model/names.hpp"
#include "results/tables/why_table.hpp"
#include "results/text/captions.hpp"
#include "results/text/number_text.hpp"
#include "results/text/ratio_text.hpp"

namespace greenbench {
namespace {

/// A column of one of the report's own tables, found by its title there; or of time, which those tables have no room
/// for.
struct DocColumn {
  std::string_view name;
  std::string_view title;
};

constexpr std::array doc_columns{
    DocColumn{"variant", "variant"},
    DocColumn{"energy", "energy"},
    DocColumn{"uncertainty", "±"},
    DocColumn{"noise", "noise"},
    DocColumn{"net-energy", "net energy"},
    DocColumn{"time", "time"},
    DocColumn{"power", "power"},
    DocColumn{"verdict", "verdict"},
    DocColumn{"ratio", "energy against baseline"},
    DocColumn{"split", "= time × power"},
    DocColumn{"time-ratio", "time against baseline"},
    DocColumn{"time-verdict", "verdict on time"},
    DocColumn{"cpu-time", "CPU time"},
    DocColumn{"voluntary-switches", "voluntary switches"},
    DocColumn{"involuntary-switches", "involuntary switches"},
    DocColumn{"minor-faults", "minor faults"},
    DocColumn{"major-faults", "major faults"},
    DocColumn{"idle-time", "idle time"},
    DocColumn{"wake-ups", "wake-ups"},
    DocColumn{"instructions", "instructions"},
    DocColumn{"cycles", "cycles"},
    DocColumn{"cache-misses", "cache misses"},
    DocColumn{"peak-memory", "peak memory"},
};

/// Time against the baseline, the verdict on it, and CPU time.
Table build_time_table(const Report& /*report*/, const HotspotReport& hotspot) {
  std::vector<double> cpu_seconds;
  for (const VariantSummary& summary : hotspot.variants) cpu_seconds.push_back(summary.cpu_seconds);
  const Prefix prefix = choose_prefix(cpu_seconds);
  Table table;
  table.columns = {
      {ColumnKind::explanation, "time against baseline", "", "ratio of seconds", Alignment::left},
      {ColumnKind::explanation, "verdict on time", "", "whether the variant saves time", Alignment::left},
      {ColumnKind::explanation, "CPU time", fmt::format("{}s/op", prefix.symbol), "processor time", Alignment::decimal},
  };
  for (const VariantSummary& summary : hotspot.variants) {
    Row row{.id = summary.id, .baseline = summary.baseline, .cells = {}};
    const Comparison* const comparison = comparison_of(hotspot, summary.id);
    row.cells = {{.text = comparison == nullptr ? "" : ratio_text(comparison->time, comparison->time_verdict, "")},
                 {.text = comparison == nullptr ? "" : std::string{name_of(comparison->time_verdict)}},
                 {.text = three_digits(summary.cpu_seconds / prefix.factor)}};
    if (summary.baseline) row.cells[1].text = "baseline";
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// Adds the column of that title, cell by cell of the same variant, if `from` has it.
bool add_column(Table& table, const Table& from, std::string_view title) {
  const auto column = std::ranges::find(from.columns, title, &Column::title);
  if (column == from.columns.end()) return false;
  const std::ptrdiff_t place = column - from.columns.begin();
  table.columns.push_back(*column);
  for (Row& row : table.rows) {
    const auto same = std::ranges::find(from.rows, row.id, &Row::id);
    row.cells.push_back(same == from.rows.end() ? Cell{} : same->cells[static_cast<std::size_t>(place)]);
  }
  return true;
}

void add_empty_column(Table& table, std::string_view title) {
  table.columns.push_back({.kind = ColumnKind::explanation,
                           .title = std::string{title},
                           .unit = "",
                           .meaning = "not known in this run",
                           .alignment = Alignment::left});
  for (Row& row : table.rows) row.cells.emplace_back();
}

}  // namespace

std::vector<std::string> doc_column_names() {
  std::vector<std::string> names;
  for (const DocColumn& column : doc_columns) names.emplace_back(column.name);
  return names;
}

Table build_doc_columns(const Report& report, const HotspotReport& hotspot, std::span<const std::string> names) {
  const Table summary = build_table(report, hotspot);
  const std::array sources{summary, build_time_table(report, hotspot), build_why_table(report, hotspot)};
  Table table = summary;
  table.columns.clear();
  for (Row& row : table.rows) row.cells.clear();
  for (const std::string& name : names) {
    const auto* const known = std::ranges::find(doc_columns, name, &DocColumn::name);
    if (known == doc_columns.end()) throw std::invalid_argument{name};
    const auto adds = [&](const Table& source) { return add_column(table, source, known->title); };
    if (!std::ranges::any_of(sources, adds)) add_empty_column(table, known->title);
  }
  return table;
}

}  // namespace greenbench
