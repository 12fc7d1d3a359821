#include "results/docs/rst_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

bool is_letter_or_digit(char character) {
  const auto byte = static_cast<unsigned char>(character);
  return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
}

/// An underscore between two letters ends no reference.
bool is_inside_word(std::string_view text, std::size_t place) {
  return place > 0 && place + 1 < text.size() && is_letter_or_digit(text[place - 1]) &&
         is_letter_or_digit(text[place + 1]);
}

/// "1. ", "a) ", "iv. ": whether the text begins with what counts.
bool begins_with_enumerator(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_letter_or_digit(text[end])) ++end;
  if (end == 0 || end == text.size() || (text[end] != '.' && text[end] != ')')) return false;
  return end + 1 == text.size() || text[end + 1] == ' ';
}

/// The same for a text that begins with punctuation: lists of options and fields, directives and comments, interpreter
/// sessions, rules.
bool begins_with_mark(std::string_view text) {
  const char first = text[0];
  const bool before_word = text.size() > 1 && is_letter_or_digit(text[1]);
  switch (first) {
    case ':':
    case '(':
      return true;
    case '-':
    case '+':
    case '/':
      return !before_word || text.find("  ") != std::string_view::npos;
    case '#':
    case '.':
      return !before_word;
    default:
      return text.size() == 1 || text[1] == first;
  }
}

/// Whether the text would begin anything but a paragraph. What is markup anyway has a backslash of its own.
bool begins_block(std::string_view text) {
  constexpr std::string_view own_backslash = "\\`*|_";
  constexpr std::array<std::string_view, 3> bullets{"\u2022", "\u2023", "\u2043"};
  if (text.empty() || own_backslash.find(text[0]) != std::string_view::npos) return false;
  if (std::ranges::any_of(bullets, [&](std::string_view bullet) { return text.starts_with(bullet); })) return true;
  return is_letter_or_digit(text[0]) ? begins_with_enumerator(text) : begins_with_mark(text);
}

/// Blanks at the beginning would quote, those at the end hide that it ends in colons.
std::string on_one_line(std::string_view text) {
  std::string line = printable(text);
  std::ranges::replace(line, '\n', ' ');
  const std::size_t first = std::min(line.find_first_not_of(' '), line.size());
  return line.substr(first, line.find_last_not_of(' ') + 1 - first);
}

/// A list-table's cell: the first one of a row opens the row.
std::string cell_line(std::string_view text, bool first) {
  const std::string_view opening = first ? "   * -" : "     -";
  return text.empty() ? fmt::format("{}\n", opening) : fmt::format("{} {}\n", opening, rst_escaped(text));
}

}  // namespace

std::string rst_escaped(std::string_view text) {
  constexpr std::string_view markup = "\\`*|_";
  const std::string plain = on_one_line(text);
  std::string result = begins_block(plain) ? "\\" : "";
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const bool literal_block = plain[i] == ':' && i + 1 == plain.size() && i > 0 && plain[i - 1] == ':';
    const bool is_markup = markup.find(plain[i]) != std::string_view::npos;
    if (literal_block || (is_markup && (plain[i] != '_' || !is_inside_word(plain, i)))) result += '\\';
    result += plain[i];
  }
  return result;
}

std::string rst_table(const Table& table, std::string_view title) {
  std::string text = fmt::format(".. list-table:: {}\n   :header-rows: 1\n   :widths: auto\n\n", rst_escaped(title));
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    const Column& column = table.columns[i];
    text += cell_line(column.unit.empty() ? column.title : fmt::format("{} ({})", column.title, column.unit), i == 0);
  }
  for (const Row& row : table.rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      text += cell_line(i == 0 ? row.id.text() : row.cells[i].text, i == 0);
    }
  }
  return text;
}

}  // namespace greenbench
