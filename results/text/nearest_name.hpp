// The nearest known name to a misspelt one.
//
//   std::vector<std::string> suites{"strings", "numeric"};
//   nearest_name("strngs", suites);    // "strings"
//   did_you_mean("strngs", suites);    // "; did you mean strings?"
//   did_you_mean_by_pattern("strngs/*", ids);    // "; did you mean strings/build?"
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace greenbench {

/// The candidate with the fewest edits away from `name`, if any is close enough to be a slip of the fingers. Of
/// several, the one that begins most like `name`. Capitals do not count.
[[nodiscard]] std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

/// "; did you mean strings?" or nothing.
[[nodiscard]] std::string did_you_mean(std::string_view name, std::span<const std::string> candidates);

/// The same for a misspelt shell pattern: * stands for anything, ? for any one character.
[[nodiscard]] std::string did_you_mean_by_pattern(std::string_view pattern, std::span<const std::string> candidates);

}  // namespace greenbench
