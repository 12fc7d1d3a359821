#include "results/docs/marker_line.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "results/docs/page_code.hpp"
#include "results/text/nearest_name.hpp"

namespace greenbench {
namespace {

constexpr std::string_view white_space = " \t";

/// Takes what stands before the first white space off the front of `rest`.
std::string_view take_word(std::string_view& rest) {
  const std::size_t length = std::min(rest.find_first_of(white_space), rest.size());
  const std::string_view word = rest.substr(0, length);
  rest.remove_prefix(length);
  return word;
}

/// What stands behind "greenbench:" on the line, without the comment's end; empty when the line is no marker.
std::optional<std::string_view> inside_comment(std::string_view line, std::size_t number, Markup markup) {
  constexpr std::string_view prefix = "greenbench:";
  const std::string_view opening = markup == Markup::markdown ? "<!--" : "..";
  std::string_view text = without_space(line);
  if (!text.starts_with(opening)) return std::nullopt;
  text = without_space(text.substr(opening.size()));
  if (!text.starts_with(prefix)) return std::nullopt;
  text.remove_prefix(prefix.size());
  if (markup == Markup::restructured_text) return text;
  const std::size_t end = text.find("-->");
  if (end == std::string_view::npos) throw MarkerError(number, "the marker does not end in its line: --> is missing");
  if (end + 3 != text.size()) throw MarkerError(number, "the marker does not stand on a line of its own");
  return without_space(text.substr(0, end));
}

/// Takes name="value" off the front of `rest`.
MarkerAttribute take_attribute(std::string_view& rest, std::size_t number) {
  const std::size_t quote = rest.find("=\"");
  const std::size_t end = quote == std::string_view::npos ? quote : rest.find('"', quote + 2);
  const std::string_view name = rest.substr(0, std::min(quote, rest.size()));
  if (end == std::string_view::npos || name.empty() || name.find_first_of(" \t\"=") != std::string_view::npos) {
    throw MarkerError(number, fmt::format("'{}' is not name=\"value\"", rest));
  }
  MarkerAttribute attribute{.name = std::string{name}, .value = std::string{rest.substr(quote + 2, end - quote - 2)}};
  rest.remove_prefix(end + 1);
  if (!rest.empty() && white_space.find(rest.front()) == std::string_view::npos) {
    throw MarkerError(number, fmt::format("a space must stand before '{}'", rest));
  }
  return attribute;
}

std::vector<MarkerAttribute> attributes_of(std::string_view rest, std::size_t number) {
  std::vector<MarkerAttribute> attributes;
  for (rest = without_space(rest); !rest.empty(); rest = without_space(rest)) {
    MarkerAttribute attribute = take_attribute(rest, number);
    if (std::ranges::find(attributes, attribute.name, &MarkerAttribute::name) != attributes.end()) {
      throw MarkerError(number, fmt::format("{}=... is given twice", attribute.name));
    }
    attributes.push_back(std::move(attribute));
  }
  return attributes;
}

}  // namespace

std::optional<MarkerLine> read_marker(std::string_view line, std::size_t number, Markup markup) {
  std::optional<std::string_view> text = inside_comment(line, number, markup);
  if (!text) return std::nullopt;
  MarkerLine marker;
  marker.word = take_word(*text);
  const std::vector<std::string> words{"table", "end"};
  if (std::ranges::find(words, marker.word) == words.end()) {
    throw MarkerError(number,
                      fmt::format("unknown marker greenbench:{}{}", marker.word, did_you_mean(marker.word, words)));
  }
  marker.attributes = attributes_of(*text, number);
  marker.indent = line.substr(0, line.find_first_not_of(white_space));
  return marker;
}

}  // namespace greenbench
