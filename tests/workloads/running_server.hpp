// The local HTTP server in a thread of the test.
//
//   RunningServer server{{.latency = {}, .body_bytes = 16}};
//   auto hotspot = native.load(2, server.surroundings());
//   // it ends with the object
#pragma once

#include <unistd.h>

#include <array>
#include <memory>
#include <stdexcept>
#include <thread>

#include "workloads/http_server.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

class RunningServer {
 public:
  explicit RunningServer(const ServedAnswers& answers)
      : server_(std::make_unique<HttpServer>(answers)), port_(server_->port()) {
    if (pipe(lifeline_.data()) != 0) throw std::runtime_error("no pipe");
    thread_ = std::thread{[this] { server_->run_until_closed(lifeline_[0]); }};
  }
  ~RunningServer() { end(); }
  RunningServer(const RunningServer&) = delete;
  RunningServer& operator=(const RunningServer&) = delete;

  /// Says something that the server is to ignore.
  void mutter() const { static_cast<void>(write(lifeline_[1], "?", 1)); }

  /// Closes the server's lifeline, waits for its end, and gives back its port as the end of a process would.
  void end() {
    if (!thread_.joinable()) return;
    close(lifeline_[1]);
    thread_.join();
    close(lifeline_[0]);
    server_.reset();
  }

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] Surroundings surroundings() const { return {.server = LocalServer{.port = port()}}; }

 private:
  std::unique_ptr<HttpServer> server_;
  std::uint16_t port_;
  std::array<int, 2> lifeline_{};
  std::thread thread_;
};

}  // namespace greenbench
