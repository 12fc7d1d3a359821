// How a variant is called: its language and its name.
//
//   VariantId join{"python", "join"};
//   join.text();                                         // "python:join"
//   VariantId same = *parse_variant_id("python:join");
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace greenbench {

struct VariantId {
  std::string language;
  std::string name;
  [[nodiscard]] std::string text() const { return language + ":" + name; }
  friend bool operator==(const VariantId&, const VariantId&) = default;
};

/// Empty when the text is not LANGUAGE:NAME, both of at least one character.
[[nodiscard]] inline std::optional<VariantId> parse_variant_id(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon + 1 == text.size()) return std::nullopt;
  return VariantId{std::string{text.substr(0, colon)}, std::string{text.substr(colon + 1)}};
}

}  // namespace greenbench
