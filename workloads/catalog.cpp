#include "workloads/catalog.hpp"

#include <array>

namespace greenbench {

// Each is defined at the end of the hotspot's own file.
NativeHotspot strings_build();
NativeHotspot strings_csv_export();
NativeHotspot numeric_apply_tax();
NativeHotspot numeric_sum_of_squares();
NativeHotspot iteration_sum_of_squares();
NativeHotspot memory_records();
NativeHotspot io_fetch();
NativeHotspot parallel_sum_of_squares();
NativeHotspot database_n_plus_one();
NativeHotspot database_columns();
NativeHotspot database_iterate();
NativeHotspot database_aggregate();
NativeHotspot caching_memoize();
NativeHotspot control_aa();
NativeHotspot control_noop();

namespace {

/// The C++ hotspots. Explicit, because objects that register themselves vanish from a static library.
constexpr std::array native_table{
    &strings_build,
    &strings_csv_export,
    &numeric_apply_tax,
    &numeric_sum_of_squares,
    &iteration_sum_of_squares,
    &memory_records,
    &io_fetch,
    &parallel_sum_of_squares,
    &database_n_plus_one,
    &database_columns,
    &database_iterate,
    &database_aggregate,
    &caching_memoize,
    &control_aa,
    &control_noop,
};

/// The Python hotspots, below the folder workloads.
constexpr auto python_table = std::to_array<std::string_view>({
    "strings/build.py",
    "strings/build_attribute.py",
    "strings/csv_export.py",
    "numeric/apply_tax.py",
    "numeric/sum_of_squares.py",
    "iteration/sum_of_squares.py",
    "memory/records.py",
    "io/fetch.py",
    "parallel/sum_of_squares.py",
    "database/n_plus_one.py",
    "database/columns.py",
    "database/iterate.py",
    "database/aggregate.py",
    "django/n_plus_one.py",
    "django/columns.py",
    "django/iterator.py",
    "django/aggregate.py",
    "django/cached_view.py",
    "caching/memoize.py",
    "control/aa.py",
    "control/noop.py",
});

}  // namespace

std::span<const NativeHotspot> native_hotspots() {
  static const std::vector<NativeHotspot> hotspots = [] {
    std::vector<NativeHotspot> made;
    for (const auto make : native_table) made.push_back(make());
    return made;
  }();
  return hotspots;
}

std::span<const std::string_view> bundled_python_names() {
  return python_table;
}

std::vector<std::filesystem::path> bundled_python_files(const std::filesystem::path& data_folder) {
  std::vector<std::filesystem::path> files;
  for (const std::string_view file : python_table) files.push_back(data_folder / "workloads" / file);
  return files;
}

}  // namespace greenbench
