// Paths that are written into JSON, for a worker or into run.json: text there is UTF-8, file names need not be.
//
//   std::string text = utf8_path("--file", std::filesystem::canonical(file));
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace greenbench {

/// The path as text. Throws UsageError when it is not UTF-8; `what` names the flag, or whose path it is.
[[nodiscard]] std::string utf8_path(std::string_view what, const std::filesystem::path& path);

}  // namespace greenbench
