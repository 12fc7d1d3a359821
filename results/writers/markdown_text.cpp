#include "results/writers/markdown_text.hpp"

#include <algorithm>
#include <utility>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

std::string line_of(const std::vector<std::string>& cells, const std::vector<MarkdownColumn>& columns,
                    const std::vector<std::size_t>& widths) {
  std::string line = "|";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string padding(widths[i] - display_width(cells[i]), ' ');
    line += columns[i].right ? " " + padding + cells[i] + " |" : " " + cells[i] + padding + " |";
  }
  return line + "\n";
}

std::string rule_of(const std::vector<MarkdownColumn>& columns, const std::vector<std::size_t>& widths) {
  std::string line = "|";
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const std::string dashes(widths[i] + 1, '-');
    line += columns[i].right ? dashes + ":|" : dashes + "-|";
  }
  return line + "\n";
}

}  // namespace

std::string escaped(std::string_view text) {
  constexpr std::string_view markup = "\\`*_|[]<>";
  std::string result;
  const std::string plain = printable(text);
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const char character = plain[i];
    // An underscore inside a word is no markup, and join_list should stay readable in the source.
    const bool inside_word =
        character == '_' && i > 0 && i + 1 < plain.size() && plain[i - 1] != ' ' && plain[i + 1] != ' ';
    if (markup.find(character) != std::string_view::npos && !inside_word) result += '\\';
    result += character == '\n' ? ' ' : character;
  }
  return result;
}

std::string fenced(std::string_view text, std::string_view language) {
  std::string fence = "```";
  while (text.find(fence) != std::string_view::npos) fence += '`';
  std::string block = fence;
  block.append(language).append("\n").append(printable(text));
  if (!block.ends_with('\n')) block += '\n';
  return block + fence + "\n";
}

MarkdownTable::MarkdownTable(std::vector<MarkdownColumn> columns) : columns_(std::move(columns)) {
  std::vector<std::string> titles;
  for (const MarkdownColumn& column : columns_) titles.push_back(column.title);
  add(titles);
}

void MarkdownTable::add(const std::vector<std::string>& cells) {
  std::vector<std::string>& row = rows_.emplace_back();
  for (const std::string& cell : cells) row.push_back(escaped(cell));
}

std::string MarkdownTable::text() const {
  std::vector<std::size_t> widths(columns_.size(), 3);
  for (const std::vector<std::string>& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], display_width(row[i]));
  }
  std::string text;
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    text += line_of(rows_[i], columns_, widths);
    if (i == 0) text += rule_of(columns_, widths);
  }
  return text;
}

}  // namespace greenbench
