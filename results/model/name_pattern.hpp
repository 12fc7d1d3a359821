// Patterns over the names of hotspots and variants, as --hotspot and --variant take them: * stands for anything, the
// slash included, ? for one character, [ab] for one of these.
//
//   matches_pattern("strings/*", "strings/build");                    // true
//   matches_variant("join", VariantId{"python", "join"});             // true, as "python:jo*" is
//   is_pattern("strings/build");                                      // false: it can match that name only
#pragma once

#include <string>
#include <string_view>

#include "results/model/variant_id.hpp"

namespace greenbench {

[[nodiscard]] bool matches_pattern(const std::string& pattern, const std::string& text);

/// By its name, or by "language:name".
[[nodiscard]] bool matches_variant(const std::string& pattern, const VariantId& id);

[[nodiscard]] bool is_pattern(std::string_view text);

}  // namespace greenbench
