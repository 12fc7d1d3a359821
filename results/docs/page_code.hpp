// Which lines of a page are code, to be read literally: fences in Markdown, literal blocks in reStructuredText.
//
//   PageCode code{Markup::markdown};
//   for (const std::string_view line : lines) {
//     if (!code.covers(line)) look_for_markers(line);
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "results/docs/doc_markers.hpp"

namespace greenbench {

/// Asked once for each line, in order.
class PageCode {
 public:
  explicit PageCode(Markup markup) : markup_(markup) {}
  /// `line` without its end. The lines of the fences themselves are covered, too.
  [[nodiscard]] bool covers(std::string_view line);

 private:
  [[nodiscard]] bool is_fenced(std::string_view line);
  [[nodiscard]] bool is_literal(std::string_view line);

  Markup markup_;
  std::string fence_;                   ///< the open one: "```"; empty outside
  std::optional<std::size_t> literal_;  ///< the columns before the line that opened a literal block
};

/// Columns of white space before the text; a tab reaches the next multiple of `tab` columns.
[[nodiscard]] std::size_t indent_width(std::string_view line, std::size_t tab);
[[nodiscard]] std::string_view without_space(std::string_view text);

}  // namespace greenbench
