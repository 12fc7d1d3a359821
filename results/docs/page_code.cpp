#include "results/docs/page_code.hpp"

#include <algorithm>
#include <array>

namespace greenbench {
namespace {

constexpr std::string_view space_in_code = " \t\r";
constexpr std::size_t markdown_tab = 4;
constexpr std::size_t restructured_tab = 8;

/// The backticks or tildes of a line that may open or close a fence (CommonMark 0.30, section 4.5), else empty.
std::string_view fence_of(std::string_view line) {
  if (indent_width(line, markdown_tab) > 3) return {};
  const std::string_view text = without_space(line);
  if (text.empty() || (text.front() != '`' && text.front() != '~')) return {};
  const std::size_t length = std::min(text.find_first_not_of(text.front()), text.size());
  return length >= 3 ? text.substr(0, length) : std::string_view{};
}

bool opens_fence(std::string_view line, std::string_view fence) {
  if (fence.empty()) return false;
  const std::string_view rest = without_space(line).substr(fence.size());
  return fence.front() == '~' || rest.find('`') == std::string_view::npos;
}

bool closes_fence(std::string_view line, std::string_view fence, std::string_view open) {
  return !fence.empty() && fence.front() == open.front() && fence.size() >= open.size() &&
         without_space(line).size() == fence.size();
}

/// Whether what stands further in below `text` is literal: after "::" at the end of a paragraph, and in the directives
/// for code. The content of other directives is text like any other.
bool opens_literal_block(std::string_view text) {
  constexpr std::array<std::string_view, 4> directives{"code::", "code-block::", "sourcecode::", "parsed-literal::"};
  if (!text.starts_with("..")) return text.ends_with("::");
  const std::string_view name = without_space(text.substr(2));
  return std::ranges::any_of(directives, [name](std::string_view directive) { return name.starts_with(directive); });
}

}  // namespace

std::size_t indent_width(std::string_view line, std::size_t tab) {
  std::size_t width = 0;
  for (const char character : line) {
    if (character != ' ' && character != '\t') break;
    width = character == ' ' ? width + 1 : (width / tab + 1) * tab;
  }
  return width;
}

std::string_view without_space(std::string_view text) {
  const std::size_t first = text.find_first_not_of(space_in_code);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(space_in_code) - first + 1);
}

bool PageCode::covers(std::string_view line) {
  return markup_ == Markup::markdown ? is_fenced(line) : is_literal(line);
}

bool PageCode::is_fenced(std::string_view line) {
  const std::string_view fence = fence_of(line);
  if (!fence_.empty()) {
    if (closes_fence(line, fence, fence_)) fence_.clear();
    return true;
  }
  if (opens_fence(line, fence)) fence_ = fence;
  return !fence_.empty() || indent_width(line, markdown_tab) > 3;
}

bool PageCode::is_literal(std::string_view line) {
  const std::string_view text = without_space(line);
  if (text.empty()) return literal_.has_value();
  const std::size_t indent = indent_width(line, restructured_tab);
  if (literal_ && indent > *literal_) return true;
  literal_.reset();
  if (opens_literal_block(text)) literal_ = indent;
  return false;
}

}  // namespace greenbench
