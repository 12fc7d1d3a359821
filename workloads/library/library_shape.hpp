// What the hotspots of a shared library must look like: the same rules as those of Python files.
//
//   std::vector<HotspotInfo> found = described(library.hotspots(), "/home/me/libmine.so");   // throws HotspotFileError
#pragma once

#include <span>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"
#include "workloads/library/include/greenbench/hotspot_abi.hpp"

namespace greenbench {

/// Throws HotspotFileError, which names `file`, for the first thing that is wrong.
[[nodiscard]] std::vector<HotspotInfo> described(std::span<const hotspot_abi::Hotspot> hotspots,
                                                 const std::string& file);

}  // namespace greenbench
