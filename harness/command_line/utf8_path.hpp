// Paths as text. In JSON, for a worker or into run.json, text is UTF-8; file names need not be.
//
//   std::string text = utf8_path("--file", std::filesystem::canonical(file));
//   if (lies_below(text, "/home/me/repo")) it_is_mine();
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace greenbench {

/// The path as text. Throws UsageError when it is not UTF-8; `what` names the flag, or whose path it is.
[[nodiscard]] std::string utf8_path(std::string_view what, const std::filesystem::path& path);

/// Whether `path` lies in `folder` or is it, as paths are written.
[[nodiscard]] bool lies_below(const std::filesystem::path& path, const std::filesystem::path& folder);

}  // namespace greenbench
