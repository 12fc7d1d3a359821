// The shared table model, drawn in Markdown.
//
//   Table table = build_table(report, hotspot);
//   std::string text = markdown_table(table);    // "| variant | energy (mJ/op) |\n|---..."
//   // columns and rows only: title, caption and notes are the document's affair
#pragma once

#include <string>

#include "results/tables/table.hpp"

namespace greenbench {

/// Every row starts with language and variant: "python:join".
[[nodiscard]] std::string markdown_table(const Table& table);

}  // namespace greenbench
