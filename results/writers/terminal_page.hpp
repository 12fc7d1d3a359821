// A text page for a terminal that grows paragraph by paragraph and never leaves its width.
//
//   Page page{{.width = 80, .colour = false}};
//   page.add("Measured: powercap package-0.", "note: ");
//   std::string text = page.take();
#pragma once

#include <string>
#include <string_view>

#include "results/writers/terminal_table.hpp"
#include "results/writers/writers.hpp"

namespace greenbench {

class Page {
 public:
  /// Below 72 columns nothing sensible can be drawn: it is then as wide as that.
  explicit Page(const WriteOptions& options);

  /// Wrapped; further lines stand as far in as the first one's text.
  void add(std::string_view paragraph, std::string_view first_indent = "", Style style = Style::plain);
  void add_line(std::string_view line);
  /// Nothing at the top of the page.
  void skip_line() {
    if (!text_.empty()) text_ += '\n';
  }

  [[nodiscard]] const WriteOptions& options() const { return options_; }
  [[nodiscard]] std::size_t width() const { return static_cast<std::size_t>(options_.width); }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  WriteOptions options_;
  std::string text_;
};

}  // namespace greenbench
