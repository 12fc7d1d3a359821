// How a C++ hotspot is written: a class whose constructor takes the size, one const member function per
// variant, and one row in the table of workloads/catalog.cpp.
//
//   class Build { public: explicit Build(std::uint64_t n); std::string append() const; ... };
//   const NativeHotspot& build_hotspot();     // declared in build.hpp, defined at the end of build.cpp
#pragma once

#include <functional>

#include "workloads/hotspot.hpp"

namespace greenbench {

/// A hotspot of the explicit table: its description and how to set it up at a size.
struct NativeHotspot {
  HotspotInfo info;
  std::function<std::unique_ptr<LoadedHotspot>(std::uint64_t size)> load;
};

}  // namespace greenbench
