#include "workloads/http_server.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <cerrno>
#include <system_error>
#include <utility>

namespace greenbench {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

using Response = http::response<http::string_body>;

bool is_about_http(const error_code& error) {
  return error.category() == http::make_error_code(http::error::bad_method).category();
}

/// One client from its first request to its last. It is kept alive by the handler that waits for it.
class Connection : public std::enable_shared_from_this<Connection> {
 public:
  Connection(tcp::socket socket, const ServedAnswers& answers)
      : socket_(std::move(socket)), latency_(socket_.get_executor()), answers_(answers) {}

  void read_request() {
    request_ = {};
    http::async_read(socket_, received_, request_, [self = shared_from_this()](const error_code& error, std::size_t) {
      self->request_is_read(error);
    });
  }

 private:
  void request_is_read(const error_code& error) {
    if (error == http::error::end_of_stream) return;
    if (is_about_http(error)) {
      request_.keep_alive(false);
      send(http::status::bad_request, "not a request\n");
    } else if (!error && request_.method() != http::verb::get) {
      send(http::status::method_not_allowed, "only GET\n");
    } else if (!error) {
      answer_after_latency();
    }
  }

  void answer_after_latency() {
    if (answers_.latency == std::chrono::nanoseconds{0}) return answer();
    latency_.expires_after(answers_.latency);
    latency_.async_wait([self = shared_from_this()](const error_code& error) {
      if (!error) self->answer();
    });
  }

  void answer() {
    const std::string_view path{request_.target().data(), request_.target().size()};
    send(http::status::ok, served_body(path, answers_.body_bytes));
  }

  void send(http::status status, std::string body) {
    response_ = Response{status, request_.version()};
    response_.keep_alive(request_.keep_alive());
    response_.set(http::field::content_type, "application/octet-stream");
    response_.body() = std::move(body);
    response_.prepare_payload();
    http::async_write(socket_, response_, [self = shared_from_this()](const error_code& error, std::size_t) {
      if (!error && self->response_.keep_alive()) return self->read_request();
      error_code ignored;
      self->socket_.shutdown(tcp::socket::shutdown_send, ignored);
    });
  }

  tcp::socket socket_;
  asio::steady_timer latency_;
  const ServedAnswers answers_;
  boost::beast::flat_buffer received_;
  http::request<http::string_body> request_;
  Response response_;
};

}  // namespace

std::string served_body(std::string_view path, std::size_t bytes) {
  // See the FNV page of its authors, http://www.isthe.com/chongo/tech/comp/fnv, or RFC 9923.
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char character : path) {
    hash ^= static_cast<unsigned char>(character);
    hash *= 0x00000100000001b3U;
  }
  const std::string digits = fmt::format("{:016x}", hash);
  std::string body;
  body.reserve(bytes + digits.size());
  while (body.size() < bytes) body += digits;
  body.resize(bytes);
  return body;
}

struct HttpServer::State {
  explicit State(const ServedAnswers& wanted) : answers(wanted) {}

  void accept_next() {
    acceptor.async_accept([this](const error_code& error, tcp::socket socket) {
      // A client that gave up before it was accepted is no reason to end; whatever else fails here would fail again.
      if (error && error != asio::error::connection_aborted) throw boost::system::system_error{error, "accept"};
      if (!error) {
        socket.set_option(tcp::no_delay{true});
        std::make_shared<Connection>(std::move(socket), answers)->read_request();
      }
      accept_next();
    });
  }

  void watch_lifeline() {
    lifeline.async_read_some(asio::buffer(unused), [this](const error_code& error, std::size_t) {
      if (error) return context.stop();
      watch_lifeline();
    });
  }

  ServedAnswers answers;
  asio::io_context context{1};
  tcp::acceptor acceptor{context, tcp::endpoint{asio::ip::address_v4::loopback(), 0}};
  asio::posix::stream_descriptor lifeline{context};
  std::array<char, 256> unused{};
};

HttpServer::HttpServer(const ServedAnswers& answers) : state_(std::make_unique<State>(answers)) {
  state_->accept_next();
}

HttpServer::~HttpServer() = default;

std::uint16_t HttpServer::port() const {
  return state_->acceptor.local_endpoint().port();
}

void HttpServer::run_until_closed(int lifeline) {
  const int own = dup(lifeline);
  if (own < 0) throw std::system_error{errno, std::generic_category(), "dup"};
  state_->lifeline.assign(own);
  state_->watch_lifeline();
  state_->context.run();
}

}  // namespace greenbench
