// Reading a whole file at once.
//
//   std::string text = read_file(folder / "run.json");
//   Json json = parse_json(text, "run.json");
//   // a missing file throws std::system_error: "greenbench-results/x/run.json: No such file or directory"
#pragma once

#include <filesystem>
#include <string>

namespace greenbench {

/// Throws std::system_error naming the path.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace greenbench
