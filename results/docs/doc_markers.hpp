// A page taken apart at its markers, so that only what stands between two of them is ever replaced.
//
//   for (const DocPiece& piece : split_page(page, Markup::markdown)) {
//     text += piece.marker ? fresh_table(*piece.marker) : std::string{piece.text};
//   }
#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace greenbench {

enum class Markup { markdown, restructured_text };

/// name="value"
struct MarkerAttribute {
  std::string name;
  std::string value;
};

/// <!-- greenbench:table hotspot="strings/*" --> in Markdown, .. greenbench:table hotspot="strings/*" in
/// reStructuredText.
struct TableMarker {
  std::size_t line = 1;  ///< counted from 1
  std::vector<MarkerAttribute> attributes;
  std::string indent;   ///< what stands before the marker; a table is as far in as its marker
  std::string newline;  ///< how its line ends: "\n" or "\r\n"
};

/// Pieces share the page's bytes and leave none out: joined, they are the page.
struct DocPiece {
  std::string_view text;
  /// Set where `text` is what stands between this marker's line and the line of its end.
  std::optional<TableMarker> marker = {};
};

/// A marker that cannot be understood, or asks for what there is not.
class MarkerError : public std::runtime_error {
 public:
  MarkerError(std::size_t line, const std::string& reason) : std::runtime_error(reason), line_(line) {}
  [[nodiscard]] std::size_t line() const { return line_; }

 private:
  std::size_t line_;
};

/// Markers stand on lines of their own. In code (fenced or indented in Markdown, literal blocks in reStructuredText)
/// and inside a line of text they are left alone, as a page about markers needs. The pieces point into `page`.
/// Throws MarkerError for a marker without end, an end without marker, nested ones, and what is no name="value".
[[nodiscard]] std::vector<DocPiece> split_page(std::string_view page, Markup markup);

}  // namespace greenbench
