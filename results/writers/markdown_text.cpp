#include "results/writers/markdown_text.hpp"

#include <algorithm>
#include <optional>
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

bool is_letter_or_digit(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
}

/// Whether the character at `place` would be read as markup inside a line. What is none should stay readable in the
/// source: an underscore inside a word (join_list), a tilde that closes nothing (~30 mJ), a lone ampersand.
bool is_markup(std::string_view text, std::size_t place) {
  constexpr std::string_view always = "\\`*|[]<>$";
  const char before = place == 0 ? ' ' : text[place - 1];
  const char after = place + 1 == text.size() ? ' ' : text[place + 1];
  switch (text[place]) {
    case '~':
      return before != ' ' && (before == '~' || is_letter_or_digit(before) || !is_letter_or_digit(after));
    case '&':
      return after == '#' || is_letter_or_digit(after);
    case '_':
      return !is_letter_or_digit(before) || !is_letter_or_digit(after);
    default:
      return always.find(text[place]) != std::string_view::npos;
  }
}

/// On one line without blanks around it: four at its beginning would begin a block of code.
std::string on_one_line(std::string_view text) {
  std::string line = printable(text);
  std::ranges::replace(line, '\n', ' ');
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

std::string without_markup(std::string_view line) {
  std::string result;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (is_markup(line, i)) result += '\\';
    result += line[i];
  }
  return result;
}

/// Where a backslash keeps a line from being a heading, a list, a rule or the line below a heading; none elsewhere.
std::optional<std::size_t> begins_block(std::string_view line) {
  if (line.empty()) return std::nullopt;
  const std::string_view rest = line.substr(1);
  if (line[0] == '#' || line[0] == '=') return 0;
  if (line[0] == '-' || line[0] == '+') {
    const bool alone = rest.empty() || rest[0] == ' ' || rest[0] == line[0];
    return alone ? std::optional<std::size_t>{0} : std::nullopt;
  }
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  const bool numbers = digits > 0 && digits < line.size() && (line[digits] == '.' || line[digits] == ')');
  const bool item = numbers && (digits + 1 == line.size() || line[digits + 1] == ' ');
  return item ? std::optional{digits} : std::nullopt;
}

/// A cell of a table begins no block.
std::string escaped_cell(std::string_view text) {
  return without_markup(on_one_line(text));
}

}  // namespace

std::string escaped(std::string_view text) {
  const std::string line = on_one_line(text);
  const auto place = begins_block(line);
  if (!place) return without_markup(line);
  const std::string_view whole{line};
  return std::string{whole.substr(0, *place)} + '\\' + whole[*place] + without_markup(whole.substr(*place + 1));
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
  for (const std::string& cell : cells) row.push_back(escaped_cell(cell));
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
