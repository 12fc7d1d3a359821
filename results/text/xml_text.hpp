// Text inside XML, as JUnit's files have it.
//
//   xml_text("a < b & \"c\"");     // "a &lt; b &amp; &quot;c&quot;"
//   xml_text("red \x1b[31m");      // "red ?[31m"
//   "<failure message=\"" + xml_text(reason) + "\"/>"
#pragma once

#include <string>
#include <string_view>

#include "results/text/display_text.hpp"

namespace greenbench {

/// XML 1.0 has neither control characters but tab and line ends, nor what is not UTF-8, not even escaped.
[[nodiscard]] inline std::string xml_text(std::string_view text) {
  std::string escaped;
  for (const char character : printable(text)) {
    switch (character) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\n':
        escaped += "&#10;";
        break;
      default:
        escaped += character;
    }
  }
  return escaped;
}

}  // namespace greenbench
