#include "results/docs/rst_text.hpp"

#include <fmt/format.h>

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

/// Whether the text would begin a list, a field list, a comment or an interpreter session.
bool begins_block(std::string_view text) {
  if (text.empty()) return false;
  if (text.starts_with("..") || text.starts_with(">>>") || text.front() == ':') return true;
  return std::string_view{"-+"}.find(text.front()) != std::string_view::npos && (text.size() == 1 || text[1] == ' ');
}

/// A list-table's cell: the first one of a row opens the row.
std::string cell_line(std::string_view text, bool first) {
  const std::string_view opening = first ? "   * -" : "     -";
  return text.empty() ? fmt::format("{}\n", opening) : fmt::format("{} {}\n", opening, rst_escaped(text));
}

}  // namespace

std::string rst_escaped(std::string_view text) {
  constexpr std::string_view markup = "\\`*|_";
  const std::string plain = printable(text);
  std::string result = begins_block(plain) ? "\\" : "";
  for (std::size_t i = 0; i < plain.size(); ++i) {
    const bool literal_block = plain[i] == ':' && i + 1 == plain.size() && i > 0 && plain[i - 1] == ':';
    const bool is_markup = markup.find(plain[i]) != std::string_view::npos;
    if (literal_block || (is_markup && (plain[i] != '_' || !is_inside_word(plain, i)))) result += '\\';
    result += plain[i] == '\n' ? ' ' : plain[i];
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
