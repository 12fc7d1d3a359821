// A page of documentation with its tables made anew; every byte outside them stays what it was.
//
//   const DocPage fresh = regenerate_page(page, Markup::markdown, reports);
//   if (!fresh.changes.empty()) rewrite_file_atomically(path, fresh.text);
//   // the first changed line of a table: fresh.changes[0].line, .old_line, .new_line
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "results/docs/doc_markers.hpp"
#include "results/model/report.hpp"
#include "results/tables/table.hpp"

namespace greenbench {

/// A table that is not what the runs say.
struct TableChange {
  std::size_t marker_line = 1;
  std::size_t line = 1;                      ///< of the page: the first one that differs
  std::optional<std::string> old_line = {};  ///< empty: the new table is longer
  std::optional<std::string> new_line = {};
};

struct DocPage {
  std::string text;
  std::size_t tables = 0;  ///< markers, each of which may stand for several tables
  std::vector<TableChange> changes;
};

/// Throws MarkerError.
[[nodiscard]] DocPage regenerate_page(std::string_view page, Markup markup, std::span<const Report> reports);

/// A title with name and size, the table, and its caption unless that is empty.
[[nodiscard]] std::string draw_table(const Table& table, Markup markup);

}  // namespace greenbench
