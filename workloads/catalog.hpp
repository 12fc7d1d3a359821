// Every hotspot that comes with the program.
//
//   for (const NativeHotspot& hotspot : native_hotspots()) print(hotspot.info.id);
//   PythonRuntime runtime{options};
//   for (const std::string& file : bundled_python_files(data_folder)) runtime.describe(file);
#pragma once

#include <filesystem>
#include <span>
#include <string_view>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

[[nodiscard]] std::span<const NativeHotspot> native_hotspots();

/// The bundled Python hotspot files below the folder workloads, in catalog order: "strings/build.py".
[[nodiscard]] std::span<const std::string_view> bundled_python_names();

/// The bundled Python hotspot files below `data_folder`/workloads, in catalog order.
[[nodiscard]] std::vector<std::filesystem::path> bundled_python_files(const std::filesystem::path& data_folder);

}  // namespace greenbench
