// A hotspot of a shared library, set up at one size.
//
//   std::unique_ptr<LoadedHotspot> hotspot = load_library_hotspot(record, library, {.size = 10'000, .wanted =
//   {"join"}}); Answer answer = hotspot->variants()[1]->answer();
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"
#include "workloads/library/include/greenbench/hotspot_abi.hpp"
#include "workloads/library/library_handle.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

struct LibrarySetup {
  std::uint64_t size = 0;
  Surroundings surroundings = {};
  std::vector<std::string> wanted = {};  ///< names of the variants that are set up
};

/// The library stays open as long as what this returns lives. Variants that are not wanted keep their place and cannot
/// be called. Throws std::runtime_error with what the set-up threw, and std::bad_alloc.
[[nodiscard]] std::unique_ptr<LoadedHotspot> load_library_hotspot(const hotspot_abi::Hotspot& hotspot,
                                                                  std::shared_ptr<const LibraryHandle> library,
                                                                  const LibrarySetup& setup);

}  // namespace greenbench
