// The pieces of an HTML page: its style and script, which are part of the program so that a page needs no file beside
// it, and its text.
//
//   text += fmt::format("<style>{}</style>", page_style());
//   html_escaped("a < b");                              // "a &lt; b"
//   html_paragraph("Measured: powercap.", "caption");   // "<p class=\"caption\">Measured: powercap.</p>\n"
//   text += html_table(table, "Energy and time of strings/build");
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/files/json.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// page.css and page.js.
[[nodiscard]] std::string_view page_style();
[[nodiscard]] std::string_view page_script();

/// For text and for attributes in quotes. Control characters, which no page may have, become "?".
[[nodiscard]] std::string html_escaped(std::string_view text);

/// `css_class` may be empty.
[[nodiscard]] std::string html_paragraph(std::string_view text, std::string_view css_class = "");
[[nodiscard]] std::string html_list(const std::vector<std::string>& entries, std::string_view css_class = "");

/// A table in a box of its own, which scrolls by touch and by keyboard where it is wider than the page; rows of one
/// language stand together. `label` says what the table is to those who do not see it.
[[nodiscard]] std::string html_table(const Table& table, std::string_view label);

/// A table of texts that may be long, with one row per entry; the first column is a heading.
[[nodiscard]] std::string html_pairs(const std::vector<std::pair<std::string, std::string>>& rows,
                                     std::string_view label);

/// JSON that may stand in a script element whatever its texts are. What no page may have becomes "?" here, too.
[[nodiscard]] std::string html_json(const Json& json);

}  // namespace greenbench
