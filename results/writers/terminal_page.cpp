#include "results/writers/terminal_page.hpp"

#include <algorithm>

#include "results/text/display_text.hpp"

namespace greenbench {
namespace {

constexpr int least_width = 72;

}  // namespace

Page::Page(const WriteOptions& options) : options_{options} {
  options_.width = std::max(options.width, least_width);
}

void Page::add(std::string_view paragraph, std::string_view first_indent, Style style) {
  const std::string indent = std::string(display_width(first_indent), ' ');
  const Wrapping wrapping{.width = width(), .first_indent = first_indent, .indent = indent};
  for (const std::string& line : wrap(printable(paragraph), wrapping)) add_line(paint(line, style, options_.colour));
}

void Page::add_line(std::string_view line) {
  text_ += line;
  text_ += '\n';
}

}  // namespace greenbench
