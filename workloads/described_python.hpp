// What the build has written of the bundled Python hotspots; bundled_python.hpp says whether it still holds.
//
//   const DescribedPython described = described_python();
//   described.hotspots.front().file;       // "caching/memoize.py"
//   described.hotspots.front().info.id;    // "caching/memoize"
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "workloads/hotspot.hpp"

namespace greenbench {

struct DescribedHotspot {
  std::string file;  ///< below the folder workloads
  HotspotInfo info;  ///< without its file, and without what is not available
};

struct DescribedPython {
  std::uint64_t fingerprint = 0;   ///< of all `files`
  std::vector<std::string> files;  ///< every bundled Python file, those that hotspots import too
  std::vector<DescribedHotspot> hotspots;
};

/// Defined in a file that scripts/describe_hotspots.py writes.
[[nodiscard]] DescribedPython described_python();

}  // namespace greenbench
