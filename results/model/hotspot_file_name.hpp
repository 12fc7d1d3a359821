// Which files hold hotspots, by their names alone: Python files and shared libraries.
//
//   is_library_name("/home/me/libmine.so");    // true, and so is "libmine.so.1.2"
//   is_hotspot_file_name("mine.py");           // true
//   is_hotspot_file_name("strings");           // false
#pragma once

#include <algorithm>
#include <string_view>

namespace greenbench {

/// A shared library, with or without its version.
[[nodiscard]] inline bool is_library_name(std::string_view file) {
  constexpr std::string_view ending = ".so";
  const std::size_t found = file.rfind(ending);
  if (found == std::string_view::npos) return false;
  const std::string_view version = file.substr(found + ending.size());
  const auto is_of_version = [](char c) { return c == '.' || (c >= '0' && c <= '9'); };
  return version.empty() || (version.front() == '.' && std::ranges::all_of(version, is_of_version));
}

/// What `greenbench run NAME` takes for a file.
[[nodiscard]] inline bool is_hotspot_file_name(std::string_view file) {
  return file.ends_with(".py") || is_library_name(file);
}

}  // namespace greenbench
