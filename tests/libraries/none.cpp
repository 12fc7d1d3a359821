// A library without hotspots.
#include <vector>

#include "greenbench/hotspot.hpp"

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {};
}
