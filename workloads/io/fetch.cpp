// io/fetch in C++: three ways to wait for many HTTP answers.
#include "workloads/io/coroutines.hpp"

#include <algorithm>
#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <future>
#include <stdexcept>
#include <string>
#include <vector>

#include "workloads/native.hpp"

namespace greenbench {

NativeHotspot io_fetch();

namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;

using Request = http::request<http::empty_body>;
using Response = http::response<http::string_body>;

constexpr std::size_t at_a_time = 20;
constexpr unsigned http_1_1 = 11;

enum class Afterwards { close, keep_open };

Request request_for(const std::string& path, Afterwards afterwards) {
  Request request{http::verb::get, path, http_1_1};
  request.set(http::field::host, "127.0.0.1");
  request.keep_alive(afterwards == Afterwards::keep_open);
  return request;
}

std::string body_of(Response response) {
  if (response.result() != http::status::ok) {
    throw std::runtime_error{"the server answered with status " + std::to_string(response.result_int())};
  }
  return std::move(response.body());
}

/// Blocks the thread until the whole answer is there.
std::string get(tcp::socket& socket, const Request& request) {
  http::write(socket, request);
  boost::beast::flat_buffer received;
  Response response;
  http::read(socket, received, response);
  return body_of(std::move(response));
}

/// Gives the thread to the other coroutines until the whole answer is there.
asio::awaitable<std::string> get_later(tcp::socket& socket, const Request& request) {
  co_await http::async_write(socket, request, asio::use_awaitable);
  boost::beast::flat_buffer received;
  Response response;
  co_await http::async_read(socket, received, response, asio::use_awaitable);
  co_return body_of(std::move(response));
}

/// What the threads, or the coroutines, of one call share: which request is next, and the answers so far.
struct Progress {
  std::atomic<std::size_t> next = 0;
  std::vector<std::string> bodies;
};

class Fetch {
 public:
  Fetch(std::uint64_t size, const Surroundings& surroundings)
      : server_(asio::ip::address_v4::loopback(), surroundings.server.value().port) {
    for (std::uint64_t item = 0; item < size; ++item) paths_.push_back("/item/" + std::to_string(item));
  }

  std::vector<std::string> threads() const;
  std::vector<std::string> threads_keep_alive() const;
  std::vector<std::string> async() const;

 private:
  template <typename Work>
  std::vector<std::string> in_threads(Work work) const;
  asio::awaitable<void> fetch_in_turn(Progress& progress) const;

  [[nodiscard]] std::size_t lanes() const { return std::min(at_a_time, paths_.size()); }

  tcp::endpoint server_;
  std::vector<std::string> paths_;
};

/// An exception of a thread arrives here when its future is asked; the other threads are waited for.
template <typename Work>
std::vector<std::string> Fetch::in_threads(Work work) const {
  Progress progress{.bodies = std::vector<std::string>(paths_.size())};
  asio::io_context context;
  std::vector<std::future<void>> running;
  for (std::size_t lane = 0; lane < lanes(); ++lane) {
    running.push_back(std::async(std::launch::async, [&] { work(context, progress); }));
  }
  for (std::future<void>& thread : running) thread.get();
  return std::move(progress.bodies);
}

std::vector<std::string> Fetch::threads() const {
  return in_threads([this](asio::io_context& context, Progress& progress) {
    for (std::size_t item = progress.next++; item < paths_.size(); item = progress.next++) {
      tcp::socket socket{context};
      socket.connect(server_);
      progress.bodies[item] = get(socket, request_for(paths_[item], Afterwards::close));
    }
  });
}

std::vector<std::string> Fetch::threads_keep_alive() const {
  return in_threads([this](asio::io_context& context, Progress& progress) {
    tcp::socket socket{context};
    socket.connect(server_);
    for (std::size_t item = progress.next++; item < paths_.size(); item = progress.next++) {
      progress.bodies[item] = get(socket, request_for(paths_[item], Afterwards::keep_open));
    }
  });
}

/// One of the coroutines that take the requests in turn, each over its own connection.
asio::awaitable<void> Fetch::fetch_in_turn(Progress& progress) const {
  tcp::socket socket{co_await asio::this_coro::executor};
  co_await socket.async_connect(server_, asio::use_awaitable);
  for (std::size_t item = progress.next++; item < paths_.size(); item = progress.next++) {
    const Request request = request_for(paths_[item], Afterwards::keep_open);
    progress.bodies[item] = co_await get_later(socket, request);
  }
}

std::vector<std::string> Fetch::async() const {
  Progress progress{.bodies = std::vector<std::string>(paths_.size())};
  asio::io_context context{1};
  for (std::size_t lane = 0; lane < lanes(); ++lane) {
    asio::co_spawn(context, fetch_in_turn(progress), [](const std::exception_ptr& failure) {
      if (failure) std::rethrow_exception(failure);
    });
  }
  context.run();
  return std::move(progress.bodies);
}

}  // namespace

NativeHotspot io_fetch() {
  return native_hotspot<Fetch>(
      {.id = "io/fetch",
       .description = "Many small documents are fetched from a local HTTP server that takes its time to answer. "
                      "Programs that wait for others are said to wait more cheaply in one thread than in many.",
       .default_size = 40,
       .article_size = 200,
       .sizes = {20, 40, 100, 200, 400},
       .needs_server = true},
      native_baseline("threads", &Fetch::threads), native_variant("threads_keep_alive", &Fetch::threads_keep_alive),
      native_variant("async", &Fetch::async));
}

}  // namespace greenbench
