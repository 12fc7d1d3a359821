#include "results/writers/wrapped_table.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr std::size_t table_margin = 2;
constexpr std::size_t column_gap = 2;

/// Of the widest of its lines.
std::size_t natural_width(const std::string& cell) {
  std::size_t widest = 0;
  for (const std::string& line : wrap(cell, {.width = 10'000})) widest = std::max(widest, display_width(line));
  return widest;
}

struct StyledCell {
  std::string text;
  Style style = Style::plain;
};

/// A row of wrapped cells, the lines of each cell below one another.
void add_cells(Page& page, const std::vector<StyledCell>& cells, const std::vector<std::size_t>& widths) {
  std::vector<std::vector<std::string>> lines;
  std::size_t height = 0;
  for (std::size_t column = 0; column < cells.size(); ++column) {
    lines.push_back(wrap(cells[column].text, {.width = widths[column]}));
    height = std::max(height, lines.back().size());
  }
  for (std::size_t row = 0; row < height; ++row) {
    std::string line(table_margin, ' ');
    std::size_t pending = 0;  // spaces that only stand where something follows
    for (std::size_t column = 0; column < cells.size(); ++column) {
      const std::string text = row < lines[column].size() ? lines[column][row] : "";
      if (!text.empty()) {
        line += std::string(pending, ' ') + paint(text, cells[column].style, page.options().colour);
        pending = 0;
      }
      pending += widths[column] - display_width(text) + column_gap;
    }
    page.add_line(line);
  }
}

}  // namespace

void WrappedTable::add(std::vector<std::string> cells, Style style_of_last) {
  rows_.push_back({.cells = std::move(cells), .style_of_last = style_of_last});
}

void WrappedTable::add_heading(std::string heading) {
  rows_.push_back({.cells = {std::move(heading)}, .heading = true});
}

std::vector<std::size_t> WrappedTable::widths_for(std::size_t page_width) const {
  std::vector<std::size_t> widths;
  std::size_t rest = page_width - table_margin - (columns_.size() - 1) * column_gap;
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    std::size_t width = display_width(columns_[column].title);
    for (const TableRow& row : rows_) {
      if (!row.heading) width = std::max(width, natural_width(row.cells[column]));
    }
    const double share = columns_[column].widest_share * static_cast<double>(page_width);
    widths.push_back(std::min(width, static_cast<std::size_t>(share)));
    if (columns_[column].widest_share < 1.0) rest -= widths.back();
  }
  for (std::size_t column = 0; column < columns_.size(); ++column) {
    if (columns_[column].widest_share >= 1.0) widths[column] = std::min(widths[column], rest);
  }
  return widths;
}

void WrappedTable::draw(Page& page) const {
  const std::vector<std::size_t> widths = widths_for(page.width());
  const std::size_t total = std::accumulate(widths.begin(), widths.end(), (columns_.size() - 1) * column_gap);
  std::string rule(table_margin, ' ');
  for (std::size_t i = 0; i < total; ++i) rule += "─";
  std::vector<StyledCell> titles;
  for (const WrappedColumn& column : columns_) titles.push_back({column.title, Style::bold});
  add_cells(page, titles, widths);
  page.add_line(paint(rule, Style::faint, page.options().colour));
  for (const TableRow& row : rows_) {
    if (row.heading) {
      page.add(row.cells.front(), std::string(table_margin, ' '), Style::bold);
      continue;
    }
    std::vector<StyledCell> cells;
    for (const std::string& cell : row.cells) cells.push_back({cell, Style::plain});
    cells.back().style = row.style_of_last;
    add_cells(page, cells, widths);
  }
}

}  // namespace greenbench
