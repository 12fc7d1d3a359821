// Two hotspots of one name.
#include <cstdint>
#include <vector>

#include "greenbench/hotspot.hpp"

namespace {

struct One {
  explicit One(std::uint64_t /*size*/) {}
  int one() const { return 1; }
};

}  // namespace

std::vector<greenbench::Hotspot> greenbench::hotspots() {
  return {greenbench::hotspot<One>("misshapen/one", 1).baseline("one", &One::one),
          greenbench::hotspot<One>("misshapen/one", 1).baseline("one", &One::one)};
}
