// A library that cannot say what it defines.
#include <stdexcept>
#include <vector>

#include "greenbench/hotspot.hpp"

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  throw std::runtime_error("no table of hotspots");
}
