// A shared library of the user's hotspots. It is opened only in processes that may crash with it.
//
//   LibraryFile library{"/home/me/libmine.so"};                  // throws HotspotFileError
//   std::vector<HotspotInfo> found = library.describe();
//   auto hotspot = library.load("mine/search", {.size = 10'000, .wanted = {"in_list"}});
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"
#include "workloads/hotspot_file_error.hpp"
#include "workloads/library/library_handle.hpp"
#include "workloads/library/library_hotspot.hpp"

namespace greenbench {

class LibraryFile {
 public:
  /// Opens it and checks what it defines. Throws HotspotFileError.
  explicit LibraryFile(const std::filesystem::path& file);

  [[nodiscard]] const std::vector<HotspotInfo>& describe() const { return infos_; }
  /// Throws HotspotFileError where the library has no such hotspot.
  [[nodiscard]] const HotspotInfo& info_of(const std::string& id) const;
  [[nodiscard]] const LibraryHandle& handle() const { return *handle_; }

  /// Lets a hotspot that has something to make do so, once per run, in the folder "cpp" of `folder`. Throws
  /// HotspotFileError where the library has no such hotspot, and std::runtime_error with what it threw.
  void prepare(const std::string& id, std::uint64_t size, const std::filesystem::path& folder) const;

  /// `setup.surroundings.prepared` is the folder that prepare() was given. Throws as prepare() does.
  [[nodiscard]] std::unique_ptr<LoadedHotspot> load(const std::string& id, LibrarySetup setup) const;

 private:
  /// Its place among the hotspots of the library.
  [[nodiscard]] std::size_t find(const std::string& id) const;

  std::string file_;
  std::shared_ptr<const LibraryHandle> handle_;
  std::vector<HotspotInfo> infos_;
};

}  // namespace greenbench
