// A library of a later version of the boundary, whose list of hotspots would be misread.
#include <cstdint>
#include <cstdlib>

#include "greenbench/hotspot_abi.hpp"

extern "C" {

[[gnu::visibility("default")]] std::uint32_t greenbench_hotspot_abi_version() {
  return greenbench::hotspot_abi::version + 1;
}

[[gnu::visibility("default")]] greenbench::hotspot_abi::Outcome greenbench_hotspot_library(
    greenbench::hotspot_abi::Library* /*library*/, const greenbench::hotspot_abi::Complaint* complaint) {
  complaint->say(complaint->context, {"it was called", 13});
  return greenbench::hotspot_abi::Outcome::failed;
}

}  // extern "C"
