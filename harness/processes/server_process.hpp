// The local HTTP server as its worker sees it: a child process that lives as long as its standard input is open.
//
//   ServerProcess server{installation, {.latency_seconds = 0.02, .body_bytes = 1024}};
//   processes.add_helper(server.process());
//   hotspot.load(size, {.server = server.address()});
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "harness/processes/child_process.hpp"
#include "harness/processes/installation.hpp"
#include "results/model/schema.hpp"
#include "workloads/surroundings.hpp"

namespace greenbench {

class ServerProcess {
 public:
  /// Starts it and waits until it listens. Throws std::runtime_error with its last words when it does not.
  ServerProcess(const Installation& installation, const ServerSettings& settings);
  /// Ends it.
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  [[nodiscard]] LocalServer address() const { return address_; }
  [[nodiscard]] pid_t process() const { return child_.process(); }

  /// How it ended, if it has; it is given a moment to do so, since its clients may notice first. Once it has, call
  /// nothing else.
  [[nodiscard]] std::optional<ChildEnd> early_end();

 private:
  ChildProcess child_;
  LocalServer address_;
  bool reaped_ = false;
};

}  // namespace greenbench
