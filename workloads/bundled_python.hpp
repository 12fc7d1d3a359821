// The bundled Python hotspots as the build has described them, for whom an interpreter is too slow.
//
//   if (const auto known = bundled_python_hotspots(data_folder)) list(*known);
//   else describe(bundled_python_files(data_folder));    // by a worker: somebody has changed a file
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"

namespace greenbench {

/// In catalog order. Whether the packages that they need are installed is not known: `not_available` is empty
/// everywhere. Nothing where a Python file below `data_folder`/workloads is not what was described.
[[nodiscard]] std::optional<std::vector<HotspotInfo>> bundled_python_hotspots(const std::filesystem::path& data_folder);

/// The ids of the hotspots that come with the program, in both languages, in catalog order: what its files said when it
/// was built.
[[nodiscard]] std::vector<std::string> bundled_hotspot_ids();

}  // namespace greenbench
