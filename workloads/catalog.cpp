#include "workloads/catalog.hpp"

#include <array>

namespace greenbench {

// Each is defined at the end of the hotspot's own file.
NativeHotspot strings_build();
NativeHotspot strings_csv_export();
NativeHotspot io_fetch();
NativeHotspot control_aa();
NativeHotspot control_noop();

namespace {

/// The C++ hotspots. Explicit, because objects that register themselves vanish from a static library.
constexpr std::array native_table{
    &strings_build, &strings_csv_export, &io_fetch, &control_aa, &control_noop,
};

/// The Python hotspots, below the folder workloads.
constexpr std::array python_table{
    "strings/build.py", "strings/build_attribute.py", "strings/csv_export.py", "io/fetch.py", "control/aa.py",
    "control/noop.py",
};

}  // namespace

std::span<const NativeHotspot> native_hotspots() {
  static const std::vector<NativeHotspot> hotspots = [] {
    std::vector<NativeHotspot> made;
    for (const auto make : native_table) made.push_back(make());
    return made;
  }();
  return hotspots;
}

std::vector<std::filesystem::path> bundled_python_files(const std::filesystem::path& data_folder) {
  std::vector<std::filesystem::path> files;
  for (const char* file : python_table) files.push_back(data_folder / "workloads" / file);
  return files;
}

}  // namespace greenbench
