// The pieces of a document in reStructuredText.
//
//   rst_escaped("join_ *fast*");                               // "join\_ \*fast\*"
//   std::string text = rst_table(table, "strings/build");      // ".. list-table:: strings/build ..."
//   // a table and its title are one directive, which docutils knows without Sphinx
#pragma once

#include <string>
#include <string_view>

#include "results/tables/table.hpp"

namespace greenbench {

/// On one line, with everything that reStructuredText would read as markup taken literally.
[[nodiscard]] std::string rst_escaped(std::string_view text);

/// Columns and rows of the shared table model as a list-table directive. `title` is escaped here.
[[nodiscard]] std::string rst_table(const Table& table, std::string_view title);

}  // namespace greenbench
