#include "results/page/html_text.hpp"

#include <fmt/format.h>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

std::string with_class(std::string_view css_class) {
  return css_class.empty() ? "" : fmt::format(" class=\"{}\"", css_class);
}

std::string_view class_of(Tone tone) {
  switch (tone) {
    case Tone::saves:
      return "saves";
    case Tone::costs:
      return "costs";
    case Tone::faint:
      return "faint";
    case Tone::plain:
      return "";
  }
  return "";
}

std::string joined(std::string_view first, std::string_view second) {
  if (first.empty() || second.empty()) return fmt::format("{}{}", first, second);
  return fmt::format("{} {}", first, second);
}

std::string_view alignment_class(const Column& column) {
  return column.alignment == Alignment::left ? "" : "number";
}

std::string heading(const Column& column) {
  const std::string unit =
      column.unit.empty() ? "" : fmt::format("<span class=\"unit\">{}</span>", html_escaped(column.unit));
  const std::string title = column.meaning.empty() ? "" : fmt::format(" title=\"{}\"", html_escaped(column.meaning));
  return fmt::format("<th scope=\"col\"{}{}>{}{}</th>", with_class(alignment_class(column)), title,
                     html_escaped(column.title), unit);
}

std::string row_text(const Table& table, const Row& row) {
  std::string text = fmt::format("<tr><th scope=\"row\">{}</th>", html_escaped(row.id.text()));
  for (std::size_t i = 1; i < row.cells.size(); ++i) {
    const std::string css_class = joined(alignment_class(table.columns[i]), class_of(row.cells[i].tone));
    text += fmt::format("<td{}>{}</td>", with_class(css_class), html_escaped(row.cells[i].text));
  }
  return text + "</tr>\n";
}

std::string box(std::string_view table, std::string_view label) {
  return fmt::format("<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n{}</div>\n",
                     html_escaped(label), table);
}

}  // namespace

std::string html_escaped(std::string_view text) {
  std::string safe;
  for (const char character : printable(text)) {
    switch (character) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      default:
        safe += character;
    }
  }
  return safe;
}

std::string html_paragraph(std::string_view text, std::string_view css_class) {
  return text.empty() ? "" : fmt::format("<p{}>{}</p>\n", with_class(css_class), html_escaped(text));
}

std::string html_list(const std::vector<std::string>& entries, std::string_view css_class) {
  if (entries.empty()) return "";
  std::string text = fmt::format("<ul{}>\n", with_class(css_class));
  for (const std::string& entry : entries) text += fmt::format("<li>{}</li>\n", html_escaped(entry));
  return text + "</ul>\n";
}

std::string html_table(const Table& table, std::string_view label) {
  std::string text = "<table>\n<thead><tr>";
  for (const Column& column : table.columns) text += heading(column);
  text += "</tr></thead>\n<tbody>\n";
  for (const Row& row : table.rows) text += row_text(table, row);
  return box(text + "</tbody>\n</table>\n", label);
}

std::string html_pairs(const std::vector<std::pair<std::string, std::string>>& rows, std::string_view label) {
  std::string text = "<table class=\"wrapped\">\n<tbody>\n";
  for (const auto& [key, value] : rows) {
    text += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td></tr>\n", html_escaped(key), html_escaped(value));
  }
  return box(text + "</tbody>\n</table>\n", label);
}

std::string html_json(const Json& json) {
  std::string safe;
  for (const char character : printable(json_text(json))) {
    if (character == '<') {
      safe += "\\u003c";
    } else {
      safe += character;
    }
  }
  return safe;
}

}  // namespace greenbench
