// The one table model of a hotspot's results. It is filled once; terminal, Markdown and HTML only draw it.
//
//   Table table = build_table(report, report.hotspots[0]);
//   for (const Column& column : table.columns) draw(column.title, column.unit);
//   for (const Row& row : table.rows) draw(row.cells);
//
// Every word and number in it is final: prefixes are chosen, numbers rounded, estimates marked with "~".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "results/model/report.hpp"

namespace greenbench {

enum class ColumnKind {
  variant,
  energy,
  energy_uncertainty,
  energy_noise,
  net_energy,
  time,
  power,
  time_verdict,  ///< where joules are estimated
  verdict,
  energy_ratio,
  split,
  explanation,
  kilowatt_hours  ///< of the carbon table; what is first left out where there is no room
};

/// decimal: the points stand below each other where the drawing allows it, else right.
enum class Alignment { left, right, decimal };

/// What a cell says, for those who draw in colour.
enum class Tone { plain, saves, costs, faint };

struct Column {
  ColumnKind kind = ColumnKind::variant;
  std::string title;    ///< "energy"
  std::string unit;     ///< "mJ/op"; may be empty
  std::string meaning;  ///< one sentence
  Alignment alignment = Alignment::left;
};

struct Cell {
  std::string text;  ///< empty: unknown, or not applicable
  Tone tone = Tone::plain;
};

struct Row {
  VariantId id;
  bool baseline = false;
  std::vector<Cell> cells;  ///< one per column; the first one is the variant's name without its language
};

struct Table {
  std::string hotspot;  ///< "strings/build"
  std::uint64_t size = 0;
  bool preview = false;  ///< say so wherever a number is shown
  std::string description;
  std::string failure;                 ///< one sentence when the hotspot failed, else empty
  std::string failure_detail;          ///< traceback or last words; may be empty
  std::vector<std::string> headlines;  ///< the answer in one sentence per language
  std::string caption;                 ///< where the joules come from, and how to read a ratio
  std::vector<Column> columns;
  std::vector<Row> rows;           ///< languages in the plan's order, the baseline first; empty: nothing measured
  std::vector<std::string> notes;  ///< rounds, stop reason, what was left out, what is unclear and why
};

[[nodiscard]] Table build_table(const Report& report, const HotspotReport& hotspot);

/// "Python", "C++"; any other language as it is.
[[nodiscard]] std::string_view language_title(std::string_view language);

}  // namespace greenbench
