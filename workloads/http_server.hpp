// An HTTP server on the loopback interface for hotspots that wait for answers: it answers every GET after a fixed
// latency with bytes that follow from the request's path, so that a client can be checked.
//
//   HttpServer server{{.latency = std::chrono::milliseconds{20}, .body_bytes = 1024}};
//   print(server.port());                     // a free one
//   server.run_until_closed(STDIN_FILENO);    // a client gets served_body("/item/7", 1024) from /item/7
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace greenbench {

/// How the server answers.
struct ServedAnswers {
  std::chrono::nanoseconds latency{0};  ///< from the whole request to the beginning of its answer
  std::size_t body_bytes = 0;
};

/// The body of a path: the 16 hexadecimal digits of its 64-bit FNV-1a hash, again and again.
[[nodiscard]] std::string served_body(std::string_view path, std::size_t bytes);

/// One thread, HTTP/1.1 with connections that stay open. Methods other than GET are answered with 405, and what is no
/// HTTP with 400; both at once.
class HttpServer {
 public:
  /// Listens on a free port of 127.0.0.1. Throws std::system_error.
  explicit HttpServer(const ServedAnswers& answers);
  ~HttpServer();
  HttpServer(const HttpServer&) = delete;
  HttpServer& operator=(const HttpServer&) = delete;

  [[nodiscard]] std::uint16_t port() const;

  /// Serves until `lifeline`, a pipe or socket of which this reads everything, reaches its end. Whoever holds the other
  /// end need not do anything to end the server: it ends with its holder. Throws std::system_error.
  void run_until_closed(int lifeline);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace greenbench
