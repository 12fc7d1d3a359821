// The pieces of a Markdown document.
//
//   escaped("a|b");                                          // "a\|b"
//   MarkdownTable table{{{"variant"}, {"energy", true}}};    // second column to the right
//   table.add({"join", "1.94"});  text += table.text();
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

/// On one line, with everything that Markdown or HTML would read as markup taken literally, the beginnings of headings
/// and lists, formulas and references to characters among them. An address may still be shown as a link.
[[nodiscard]] std::string escaped(std::string_view text);

/// A fenced block that no line of `text` can close.
[[nodiscard]] std::string fenced(std::string_view text, std::string_view language);

struct MarkdownColumn {
  std::string title;
  bool right = false;
};

/// A table whose columns also line up in the source. Cells are escaped.
class MarkdownTable {
 public:
  explicit MarkdownTable(std::vector<MarkdownColumn> columns);
  void add(const std::vector<std::string>& cells);
  [[nodiscard]] std::string text() const;

 private:
  std::vector<MarkdownColumn> columns_;
  std::vector<std::vector<std::string>> rows_;  ///< the first one holds the titles
};

}  // namespace greenbench
