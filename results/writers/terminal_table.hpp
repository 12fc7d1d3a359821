// Draws the shared table model on a terminal of a given width.
//
//   TerminalTable drawing = draw_on_terminal(table, {.width = 80, .colour = false});
//   for (const std::string& line : drawing.lines) print(line);
//   if (drawing.columns_hidden) print(hint);
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "results/tables/table.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

struct TerminalTable {
  std::vector<std::string> lines;
  bool columns_hidden = false;  ///< some did not fit
};

[[nodiscard]] TerminalTable draw_on_terminal(const Table& table, const WriteOptions& options);

enum class Style { plain, bold, faint, green, red, yellow };

/// `text` between the escape sequences of its style; unchanged without colour or when empty.
[[nodiscard]] std::string paint(std::string_view text, Style style, bool colour);

}  // namespace greenbench
