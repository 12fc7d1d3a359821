#include "results/writers/terminal_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>
#include <numeric>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t margin_width = 2;
constexpr std::size_t least_variant_width = 12;

std::string spaces(std::size_t count) {
  return std::string(count, ' ');
}

/// A column with its cells brought to one width each by decimal points, before padding to the column's width.
struct DrawnColumn {
  const Column* column = nullptr;
  std::size_t index = 0;
  std::vector<std::string> cells;
  std::size_t width = 0;
};

/// Columns that "12.50" needs from its point on: 3. A word has none.
std::size_t fraction_width(const std::string& cell) {
  const std::size_t point = cell.find('.');
  return point == std::string::npos ? 0 : cell.size() - point;
}

bool is_number(const std::string& cell) {
  return cell.find_first_of("0123456789") != std::string::npos;
}

void align_points(std::vector<std::string>& cells) {
  std::size_t widest = 0;
  for (const std::string& cell : cells) widest = std::max(widest, fraction_width(cell));
  for (std::string& cell : cells) {
    if (is_number(cell)) cell += spaces(widest - fraction_width(cell));
  }
}

DrawnColumn prepare(const Table& table, std::size_t index) {
  const Column& column = table.columns[index];
  DrawnColumn drawn{.column = &column, .index = index, .cells = {}, .width = 0};
  for (const Row& row : table.rows) drawn.cells.push_back(printable(row.cells[index].text));
  if (column.alignment == Alignment::decimal) align_points(drawn.cells);
  drawn.width = std::max(display_width(column.title), display_width(column.unit));
  for (const std::string& cell : drawn.cells) drawn.width = std::max(drawn.width, display_width(cell));
  return drawn;
}

std::size_t gap_before(const DrawnColumn& drawn) {
  if (drawn.column->kind == ColumnKind::variant) return margin_width;
  return drawn.column->kind == ColumnKind::energy_uncertainty ? 1 : 2;
}

std::size_t total_width(const std::vector<DrawnColumn>& columns) {
  return std::accumulate(columns.begin(), columns.end(), std::size_t{0}, [](std::size_t sum, const DrawnColumn& drawn) {
    return sum + gap_before(drawn) + drawn.width;
  });
}

void drop(std::vector<DrawnColumn>& columns, std::initializer_list<ColumnKind> kinds, std::size_t width) {
  for (const ColumnKind kind : kinds) {
    if (total_width(columns) <= width) return;
    std::erase_if(columns, [kind](const DrawnColumn& drawn) { return drawn.column->kind == kind; });
  }
}

/// The names give way next: they are wrapped, down to a least width.
void narrow_names(std::vector<DrawnColumn>& columns, std::size_t width) {
  const std::size_t total = total_width(columns);
  if (total <= width) return;
  DrawnColumn& variant = columns.front();
  const std::size_t excess = total - width;
  const std::size_t least = std::min(variant.width, least_variant_width);
  variant.width = variant.width > least + excess ? variant.width - excess : least;
}

void fit(std::vector<DrawnColumn>& columns, std::size_t width) {
  drop(columns,
       {ColumnKind::kilowatt_hours, ColumnKind::net_energy, ColumnKind::energy_noise, ColumnKind::split,
        ColumnKind::power},
       width);
  const std::size_t names = columns.front().width;
  narrow_names(columns, width);
  drop(columns, {ColumnKind::energy_uncertainty, ColumnKind::time_verdict, ColumnKind::time}, width);
  columns.front().width = names;  // what was dropped may have made room for them
  narrow_names(columns, width);
  if (total_width(columns) > width) columns.front().width = names;  // there will be blocks, with room for them
}

/// Columns that even so do not fit stand below the others, the names with them again.
std::vector<std::vector<DrawnColumn>> in_blocks(const std::vector<DrawnColumn>& columns, std::size_t width) {
  std::vector<std::vector<DrawnColumn>> blocks{{columns.front()}};
  for (std::size_t i = 1; i < columns.size(); ++i) {
    blocks.back().push_back(columns[i]);
    if (blocks.back().size() <= 2 || total_width(blocks.back()) <= width) continue;
    blocks.back().pop_back();
    blocks.push_back({columns.front(), columns[i]});
  }
  return blocks;
}

std::string aligned(const std::string& text, std::size_t width, Alignment alignment, Style style, bool colour) {
  const std::string padding = spaces(width - std::min(width, display_width(text)));
  const std::string painted = paint(text, style, colour);
  return alignment == Alignment::left ? painted + padding : padding + painted;
}

void add_line(std::vector<std::string>& lines, std::string line) {
  line.erase(line.find_last_not_of(' ') + 1);
  lines.push_back(std::move(line));
}

Style style_of(Tone tone) {
  switch (tone) {
    case Tone::saves:
      return Style::green;
    case Tone::costs:
      return Style::red;
    case Tone::faint:
      return Style::faint;
    case Tone::plain:
      return Style::plain;
  }
  return Style::plain;
}

void add_heading(std::vector<std::string>& lines, const std::vector<DrawnColumn>& columns, bool colour) {
  std::string titles;
  std::string units;
  for (const DrawnColumn& drawn : columns) {
    const Alignment alignment = drawn.column->alignment;
    titles += spaces(gap_before(drawn)) + aligned(drawn.column->title, drawn.width, alignment, Style::bold, colour);
    units += spaces(gap_before(drawn)) + aligned(drawn.column->unit, drawn.width, alignment, Style::faint, colour);
  }
  add_line(lines, titles);
  const auto has_unit = [](const DrawnColumn& drawn) { return !drawn.column->unit.empty(); };
  if (std::ranges::any_of(columns, has_unit)) add_line(lines, units);
  std::string rule = spaces(margin_width);
  for (std::size_t i = margin_width; i < total_width(columns); ++i) rule += "─";
  add_line(lines, paint(rule, Style::faint, colour));
}

void add_row(std::vector<std::string>& lines, const std::vector<DrawnColumn>& columns, const Table& table,
             std::size_t row, bool colour) {
  const std::string& name = columns.front().cells[row];
  const std::string first = wrap(name, {.width = columns.front().width}).front();
  std::string line =
      spaces(margin_width) + aligned(first, columns.front().width, Alignment::left, Style::plain, colour);
  for (const DrawnColumn& drawn : columns) {
    if (drawn.column->kind == ColumnKind::variant) continue;
    const Style style = style_of(table.rows[row].cells[drawn.index].tone);
    line += spaces(gap_before(drawn)) + aligned(drawn.cells[row], drawn.width, drawn.column->alignment, style, colour);
  }
  add_line(lines, line);
  if (first.size() == name.size()) return;
  // The rest of a long name stands alone on its lines, so it may use the whole width.
  const Wrapping rest{.width = total_width(columns), .first_indent = "    ", .indent = "    "};
  for (const std::string& further : wrap(std::string_view{name}.substr(first.size()), rest)) add_line(lines, further);
}

void add_block(std::vector<std::string>& lines, const std::vector<DrawnColumn>& columns, const Table& table,
               bool colour) {
  add_heading(lines, columns, colour);
  // Where there is only one language, the sentence below names it.
  const bool several = std::ranges::any_of(
      table.rows, [&](const Row& row) { return row.id.language != table.rows.front().id.language; });
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    const std::string& language = table.rows[row].id.language;
    if (several && (row == 0 || language != table.rows[row - 1].id.language)) {
      add_line(lines, spaces(margin_width) + paint(language_title(language), Style::bold, colour));
    }
    add_row(lines, columns, table, row, colour);
  }
}

}  // namespace

TerminalTable draw_on_terminal(const Table& table, const WriteOptions& options) {
  std::vector<DrawnColumn> columns;
  for (std::size_t i = 0; i < table.columns.size(); ++i) columns.push_back(prepare(table, i));
  TerminalTable drawing;
  if (options.wide) {
    add_block(drawing.lines, columns, table, options.colour);
    return drawing;
  }
  const auto width = static_cast<std::size_t>(std::max(0, options.width));
  fit(columns, width);
  drawing.columns_hidden = columns.size() < table.columns.size();
  for (const std::vector<DrawnColumn>& block : in_blocks(columns, width)) {
    if (!drawing.lines.empty()) drawing.lines.emplace_back();
    add_block(drawing.lines, block, table, options.colour);
  }
  return drawing;
}

std::string paint(std::string_view text, Style style, bool colour) {
  if (!colour || text.empty() || style == Style::plain) return std::string{text};
  constexpr int codes[] = {0, 1, 2, 32, 31, 33};
  return fmt::format("\x1b[{}m{}\x1b[0m", codes[static_cast<std::size_t>(style)], text);
}

}  // namespace greenbench
