// What a hotspot finds beside its size: things that were started or made for it because the hotspot asked.
//
//   Surroundings surroundings{.server = LocalServer{.port = 41'234}, .prepared = folder};
//   std::string url = surroundings.server->url();          // "http://127.0.0.1:41234"
//   auto hotspot = native.load(40, surroundings);
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace greenbench {

/// The HTTP server of workloads/http_server.hpp, in a process of its own on the loopback interface.
struct LocalServer {
  std::uint16_t port = 0;
  pid_t process = 0;  ///< whose CPU time counts as the hotspot's own
  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port); }
};

struct Surroundings {
  std::optional<LocalServer> server = {};  ///< for hotspots whose HotspotInfo says needs_server
  /// What prepare() was given for this hotspot at this size. Each language has a folder of its own in it, and that is
  /// what a hotspot's own code sees here.
  std::optional<std::filesystem::path> prepared = {};
};

}  // namespace greenbench
