#include "results/docs/doc_page.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/docs/doc_selection.hpp"
#include "results/docs/doc_table.hpp"
#include "results/docs/rst_text.hpp"
#include "results/text/number_text.hpp"
#include "results/writers/markdown_table.hpp"
#include "results/writers/markdown_text.hpp"

namespace greenbench {
namespace {

/// Takes a line with its end off the front of `rest`.
std::string_view take_line(std::string_view& rest) {
  const std::size_t feed = rest.find('\n');
  const std::string_view line = rest.substr(0, feed == std::string_view::npos ? rest.size() : feed + 1);
  rest.remove_prefix(line.size());
  return line;
}

std::optional<std::string> next_line(std::string_view& rest) {
  if (rest.empty()) return std::nullopt;
  return std::string{take_line(rest)};
}

/// As far in as the marker, and with its kind of line ends. Empty lines stay empty.
std::string fitted(std::string_view text, const TableMarker& marker) {
  std::string result;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.ends_with('\n')) line.remove_suffix(1);
    if (!line.empty()) result.append(marker.indent).append(line);
    result += marker.newline;
  }
  return result;
}

std::string fresh_text(const TableMarker& marker, Markup markup, std::span<const Report> reports) {
  std::string text = "\n";
  for (const Table& table : tables_for(selection_of(marker), reports)) text += draw_table(table, markup) + "\n";
  return fitted(text, marker);
}

TableChange first_difference(const TableMarker& marker, std::string_view before, std::string_view after) {
  TableChange change{.marker_line = marker.line, .line = marker.line};
  do {
    change.old_line = next_line(before);
    change.new_line = next_line(after);
    ++change.line;
  } while (change.old_line == change.new_line && change.old_line);
  return change;
}

std::string title_of(const Table& table) {
  return fmt::format("n = {}{}", grouped(table.size), table.preview ? " (PREVIEW)" : "");
}

std::string failure_of(const Table& table) {
  return table.failure.empty() ? "FAILED: nothing was measured." : fmt::format("FAILED: {}.", table.failure);
}

std::string draw_in_markdown(const Table& table) {
  std::string text = fmt::format("**{}**, {}\n\n", escaped(table.hotspot), title_of(table));
  text += table.rows.empty() ? escaped(failure_of(table)) + "\n" : markdown_table(table);
  return table.caption.empty() ? text : text + fmt::format("\n{}\n", escaped(table.caption));
}

std::string draw_in_rst(const Table& table) {
  const std::string title = fmt::format("{}, {}", table.hotspot, title_of(table));
  std::string text = table.rows.empty() ? fmt::format("{}: {}\n", rst_escaped(title), rst_escaped(failure_of(table)))
                                        : rst_table(table, title);
  return table.caption.empty() ? text : text + fmt::format("\n{}\n", rst_escaped(table.caption));
}

}  // namespace

std::string draw_table(const Table& table, Markup markup) {
  return markup == Markup::markdown ? draw_in_markdown(table) : draw_in_rst(table);
}

DocPage regenerate_page(std::string_view page, Markup markup, std::span<const Report> reports) {
  DocPage result;
  for (const DocPiece& piece : split_page(page, markup)) {
    if (!piece.marker) {
      result.text += piece.text;
      continue;
    }
    ++result.tables;
    const std::string fresh = fresh_text(*piece.marker, markup, reports);
    if (fresh != piece.text) result.changes.push_back(first_difference(*piece.marker, piece.text, fresh));
    result.text += fresh;
  }
  return result;
}

}  // namespace greenbench
