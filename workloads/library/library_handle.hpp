// A shared library of hotspots, opened: its file, and the records of its hotspots.
//
//   LibraryHandle library{"/home/me/libmine.so"};     // throws HotspotFileError
//   for (const hotspot_abi::Hotspot& hotspot : library.hotspots()) print(text_of(hotspot.id));
//   // It must outlive every object that one of its hotspots has made.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string>

#include "workloads/library/include/greenbench/hotspot_abi.hpp"

namespace greenbench {

[[nodiscard]] std::string text_of(hotspot_abi::Text text);

class LibraryHandle {
 public:
  /// Runs the library's static constructors, and what lists its hotspots, if it has been built for this program's
  /// version of hotspot_abi.hpp. Throws HotspotFileError, and std::bad_alloc.
  explicit LibraryHandle(const std::filesystem::path& file);
  ~LibraryHandle();
  LibraryHandle(const LibraryHandle&) = delete;
  LibraryHandle& operator=(const LibraryHandle&) = delete;

  [[nodiscard]] std::span<const hotspot_abi::Hotspot> hotspots() const {
    return {library_.hotspots, library_.hotspot_count};
  }
  [[nodiscard]] bool is_optimised() const { return library_.is_optimised != 0; }
  [[nodiscard]] std::string compiler() const;  ///< "GNU 12.2.0"

 private:
  struct Close {
    void operator()(void* handle) const noexcept;
  };

  std::unique_ptr<void, Close> handle_;
  hotspot_abi::Library library_{};
};

}  // namespace greenbench
