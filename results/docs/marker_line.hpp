// The one line that a marker stands on, taken apart.
//
//   const auto marker = read_marker("<!-- greenbench:table hotspot=\"a/*\" -->", 7, Markup::markdown);
//   marker->word;                   // "table"
//   marker->attributes[0].value;    // "a/*"
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "results/docs/doc_markers.hpp"

namespace greenbench {

struct MarkerLine {
  std::string word;  ///< "table" or "end"
  std::vector<MarkerAttribute> attributes;
  std::string indent;
};

/// `line` without its end. Empty when it is no marker of greenbench. Throws MarkerError with this `number`.
[[nodiscard]] std::optional<MarkerLine> read_marker(std::string_view line, std::size_t number, Markup markup);

}  // namespace greenbench
