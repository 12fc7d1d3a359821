#include "harness/command_line/utf8_path.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "harness/command_line/failure.hpp"
#include "results/files/json.hpp"

namespace greenbench {

std::string utf8_path(std::string_view what, const std::filesystem::path& path) {
  const std::string& text = path.native();
  if (is_utf8(text)) return text;
  throw UsageError{
      fmt::format("{}: {}: this name is not UTF-8, and a run could not be written down with it; rename the "
                  "file or the folder",
                  what, text)};
}

bool lies_below(const std::filesystem::path& path, const std::filesystem::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

}  // namespace greenbench
