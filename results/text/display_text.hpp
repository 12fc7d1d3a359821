// Text as a terminal shows it: its width in columns, wrapping, and what must not reach a terminal.
//
//   display_width("±2 µJ");                       // 5, though it is 7 bytes
//   wrap("a long sentence", {.width = 10});       // {"a long", "sentence"}
//   printable("red \x1b[31m");                    // "red ?[31m"
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

/// Columns on a terminal. Combining marks take none, East Asian wide characters and emoji two.
[[nodiscard]] std::size_t display_width(std::string_view text);

struct Wrapping {
  std::size_t width = 80;
  std::string_view first_indent = {};
  std::string_view indent = {};  ///< of the further lines
};

/// Breaks at spaces and keeps line breaks; a line that fits keeps its inner spaces; a word wider than a whole line is
/// broken inside, after _ or / if it has one.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, const Wrapping& wrapping);

/// What could steer a terminal becomes "?": control characters other than the line feed (C0, DEL, C1), marks that turn
/// the direction of writing, line separators, U+FFFE and U+FFFF, and bytes that are not UTF-8. A tab becomes a blank.
/// So a workload's last words, or a file's name, cannot hide what is shown beside them.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace greenbench
