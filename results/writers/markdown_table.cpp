#include "results/writers/markdown_table.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

#include "results/writers/markdown_text.hpp"

namespace greenbench {

std::string markdown_table(const Table& table) {
  std::vector<MarkdownColumn> columns;
  for (const Column& column : table.columns) {
    const std::string title = column.unit.empty() ? column.title : fmt::format("{} ({})", column.title, column.unit);
    columns.push_back({.title = title, .right = column.alignment != Alignment::left});
  }
  MarkdownTable drawn{std::move(columns)};
  for (const Row& row : table.rows) {
    std::vector<std::string> cells;
    for (const Cell& cell : row.cells) cells.push_back(cell.text);
    cells.front() = row.id.text();
    drawn.add(cells);
  }
  return drawn.text();
}

}  // namespace greenbench
