#include "workloads/http_server.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <vector>

#include "tests/workloads/running_server.hpp"

namespace greenbench {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A connection that sends and reads plain text.
class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    connected_ = connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  }
  ~Client() { close(socket_); }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  [[nodiscard]] bool connected() const { return connected_; }

  void say(std::string_view text) const {
    ASSERT_EQ(send(socket_, text.data(), text.size(), MSG_NOSIGNAL), text.size());
  }

  /// All that comes until a text that ends in `end`, or until the server closes the connection.
  [[nodiscard]] std::string hear(std::string_view end) const {
    std::string text;
    char character = 0;
    while (!(text.ends_with(end) && !end.empty()) && recv(socket_, &character, 1, 0) == 1) text += character;
    return text;
  }
  [[nodiscard]] std::string hear_all() const { return hear(""); }

 private:
  int socket_;
  bool connected_ = false;
};

constexpr std::string_view get_foobar = "GET foobar HTTP/1.1\r\nHost: here\r\n\r\n";
constexpr std::string_view get_foobar_and_close = "GET foobar HTTP/1.1\r\nHost: here\r\nConnection: close\r\n\r\n";
constexpr ServedAnswers answers_at_once{.latency = {}, .body_bytes = 20};

TEST(ServedBody, RepeatsTheHashOfThePath) {
  // The hashes are those of FNV's own list of test vectors.
  EXPECT_EQ(served_body("foobar", 16), "85944171f73967e8");
  EXPECT_EQ(served_body("foobar", 20), "85944171f73967e88594");
  EXPECT_EQ(served_body("a", 3), "af6");
  EXPECT_EQ(served_body("", 16), "cbf29ce484222325");
}

TEST(HttpServer, AnswersWithTheBodyOfThePath) {
  const RunningServer server{answers_at_once};
  const Client client{server.port()};
  client.say(get_foobar_and_close);
  EXPECT_THAT(client.hear_all(), AllOf(StartsWith("HTTP/1.1 200 OK\r\n"), HasSubstr("Content-Length: 20\r\n"),
                                       HasSubstr("Connection: close\r\n"), EndsWith("\r\n\r\n85944171f73967e88594")));
}

TEST(HttpServer, KeepsTheConnectionOpenUnlessToldOtherwise) {
  const RunningServer server{answers_at_once};
  const Client client{server.port()};
  for (int request = 0; request < 3; ++request) {
    client.say(get_foobar);
    EXPECT_THAT(client.hear("85944171f73967e88594"), StartsWith("HTTP/1.1 200 OK\r\n"));
  }
  client.say("GET a HTTP/1.0\r\n\r\n");
  EXPECT_THAT(client.hear_all(), EndsWith("\r\n\r\naf63dc4c8601ec8caf63"));
}

TEST(HttpServer, AnswersNoEarlierThanItsLatency) {
  const RunningServer server{{.latency = std::chrono::milliseconds{20}, .body_bytes = 4}};
  const Client client{server.port()};
  const auto start = std::chrono::steady_clock::now();
  client.say(get_foobar);
  EXPECT_THAT(client.hear("8594"), StartsWith("HTTP/1.1 200 OK\r\n"));
  EXPECT_GE(std::chrono::steady_clock::now() - start, std::chrono::milliseconds{20});
}

TEST(HttpServer, ServesManyClientsAtOnce) {
  const RunningServer server{{.latency = std::chrono::milliseconds{1}, .body_bytes = 20}};
  std::vector<std::unique_ptr<Client>> clients;
  for (int i = 0; i < 150; ++i) clients.push_back(std::make_unique<Client>(server.port()));
  for (const auto& client : clients) client->say(get_foobar);
  for (const auto& client : clients) EXPECT_THAT(client->hear("e88594"), EndsWith("85944171f73967e88594"));
}

TEST(HttpServer, RefusesOtherMethodsAndGoesOn) {
  const RunningServer server{answers_at_once};
  const Client client{server.port()};
  client.say("POST foobar HTTP/1.1\r\nHost: here\r\nContent-Length: 2\r\n\r\nhi");
  EXPECT_THAT(client.hear("only GET\n"), StartsWith("HTTP/1.1 405 Method Not Allowed\r\n"));
  client.say(get_foobar_and_close);
  EXPECT_THAT(client.hear_all(), EndsWith("85944171f73967e88594"));
}

TEST(HttpServer, RefusesWhatIsNoRequestAndServesTheNextClient) {
  const RunningServer server{answers_at_once};
  const Client nonsense{server.port()};
  nonsense.say("what is this?\r\n\r\n");
  EXPECT_THAT(nonsense.hear_all(), AllOf(StartsWith("HTTP/1.1 400 Bad Request\r\n"), EndsWith("not a request\n")));
  const Client client{server.port()};
  client.say(get_foobar_and_close);
  EXPECT_THAT(client.hear_all(), EndsWith("85944171f73967e88594"));
}

TEST(HttpServer, ForgetsAClientThatLeaves) {
  const RunningServer server{{.latency = std::chrono::milliseconds{1}, .body_bytes = 20}};
  for (const std::string_view said : {std::string_view{}, get_foobar.substr(0, 10), get_foobar}) {
    const Client client{server.port()};
    client.say(said);
  }
  const Client client{server.port()};
  client.say(get_foobar_and_close);
  EXPECT_THAT(client.hear_all(), EndsWith("85944171f73967e88594"));
}

TEST(HttpServer, EndsWhenItsLifelineIsClosedWhateverItsClientsWaitFor) {
  RunningServer server{{.latency = std::chrono::hours{1}, .body_bytes = 20}};
  const Client waiting{server.port()};
  waiting.say(get_foobar);
  server.mutter();
  server.end();
}

TEST(HttpServer, ListensOnlyAsLongAsItExists) {
  std::uint16_t port = 0;
  {
    const RunningServer server{answers_at_once};
    port = server.port();
    EXPECT_TRUE(Client{port}.connected());
  }
  EXPECT_FALSE(Client{port}.connected());
}

}  // namespace
}  // namespace greenbench
