// Limits of what comes from outside: files, workloads, exceptions. Every report repeats the texts, some once a row, and
// squares the numbers.
//
//   shortened(traceback);              // "Traceback ... [99000 bytes left out] ... ValueError"
//   if (is_long_name(variant)) refuse();
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace greenbench {

/// Of a suite, a hotspot, a variant, a language, a counter, a package.
inline constexpr std::size_t most_name_characters = 200;

/// Of a sentence, a path or a traceback.
inline constexpr std::size_t most_text_bytes = 4096;

inline constexpr double least_number = 1e-30;  ///< in absolute terms; 0 is one, too
inline constexpr double largest_number = 1e30;

/// No measurement is beyond these limits, and within them nothing that is computed from several overflows.
[[nodiscard]] bool is_usual_number(double value);

[[nodiscard]] bool is_long_name(std::string_view name);

/// Of a text longer than most_text_bytes the beginning and the end, with how much is left out between them; in all no
/// longer than that, so that shortening twice is shortening once.
[[nodiscard]] std::string shortened(std::string text);

}  // namespace greenbench
