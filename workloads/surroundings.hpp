// What a hotspot finds beside its size: things that its worker has started for it because the hotspot asked.
//
//   Surroundings surroundings{.server = LocalServer{.port = 41'234}};
//   std::string url = surroundings.server->url();          // "http://127.0.0.1:41234"
//   auto hotspot = native.load(40, surroundings);
#pragma once

#include <sys/types.h>

#include <cstdint>
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
};

}  // namespace greenbench
