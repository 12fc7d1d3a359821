// A hotspot's id taken apart and put together again.
//
//   HotspotName name = split_hotspot_id("strings/build");   // suite "strings", hotspot "build"
//   std::string id = join_hotspot_id(name.suite, name.hotspot);
//   // an id without a slash has an empty suite
#pragma once

#include <string>
#include <string_view>

namespace greenbench {

struct HotspotName {
  std::string suite;
  std::string hotspot;
};

[[nodiscard]] inline HotspotName split_hotspot_id(std::string_view id) {
  const std::size_t slash = id.find('/');
  if (slash == std::string_view::npos) return {.suite = "", .hotspot = std::string{id}};
  return {.suite = std::string{id.substr(0, slash)}, .hotspot = std::string{id.substr(slash + 1)}};
}

[[nodiscard]] inline std::string join_hotspot_id(std::string_view suite, std::string_view hotspot) {
  return suite.empty() ? std::string{hotspot} : std::string{suite}.append("/").append(hotspot);
}

}  // namespace greenbench
