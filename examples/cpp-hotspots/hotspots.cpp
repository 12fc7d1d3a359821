#include "hotspots.hpp"

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {membership(), sorting()};
}
