#include "harness/processes/janitor.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "harness/command_line/failure.hpp"
#include "harness/command_line/message.hpp"
#include "harness/processes/lines.hpp"
#include "results/files/json.hpp"
#include "results/files/json_fields.hpp"

namespace greenbench {
namespace {

std::system_error error_now(const char* what) {
  return std::system_error{errno, std::generic_category(), what};
}

struct TwoEnds {
  FileDescriptor reading;
  FileDescriptor writing;
};

TwoEnds pipe_for_us() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw error_now("pipe2");
  return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

/// What can be read now, or nothing more will ever come.
std::optional<std::string> read_some(int descriptor) {
  std::array<char, 4096> chunk{};
  while (true) {
    const ssize_t count = read(descriptor, chunk.data(), chunk.size());
    if (count > 0) return std::string(chunk.data(), static_cast<std::size_t>(count));
    if (count == 0 || errno != EINTR) return std::nullopt;
  }
}

struct Order {
  Command command;
  std::string what;
  bool at_end = false;
  bool finishes = false;
};

std::string line_of_order(const Order& order) {
  const Json json{{"arguments", order.command.arguments},
                  {"folder", order.command.folder},
                  {"environment", order.command.environment},
                  {"what", order.what},
                  {"at_end", order.at_end},
                  {"finishes", order.finishes}};
  return json.dump() + "\n";
}

/// Written by the other end of this very program: it is right.
Order order_from(const std::string& line) {
  const Json json = Json::parse(line);
  Order order;
  order.command.arguments = json.at("arguments").get<std::vector<std::string>>();
  order.command.folder = json.at("folder").get<std::string>();
  order.command.environment = json.at("environment").get<std::vector<std::string>>();
  order.what = json.at("what").get<std::string>();
  order.at_end = json.at("at_end").get<bool>();
  order.finishes = json.at("finishes").get<bool>();
  return order;
}

/// Why it failed, as it goes on after what it is called; empty where it did not.
std::string failure_of(const Command& command) {
  try {
    const CommandEnd end = CommandRunner{command}.run();
    return end.code == 0 ? std::string{} : manner_of(end);
  } catch (const std::exception& error) {
    return std::string{"failed: "} + error.what();
  }
}

/// All processes below this one, which inherits the orphans among them.
void kill_descendants() {
  while (true) {
    std::ifstream children{fmt::format("/proc/self/task/{}/children", getpid())};
    if (!children.is_open()) return;  // a kernel that does not list them
    for (pid_t child = 0; children >> child;) kill(child, SIGKILL);
    if (waitpid(-1, nullptr, 0) < 0 && errno != EINTR) return;
  }
}

/// The other side: it obeys until its orders end, and tidies up.
class Tidying {
 public:
  Tidying(FileDescriptor orders, FileDescriptor answers) : orders_(std::move(orders)), answers_(std::move(answers)) {}

  void serve() {
    LineReader reader{orders_.get()};
    while (const std::optional<std::string> line = reader.next()) {
      Order order = order_from(*line);
      if (order.at_end) {
        last_.push_back(std::move(order));
        if (!write_all(answers_.get(), "\n")) break;
      } else if (!run(order)) {
        break;
      }
    }
    kill_descendants();
    for (; !last_.empty(); last_.pop_back()) {
      const std::string failure = failure_of(last_.back().command);
      if (!failure.empty()) say("warning: {} {}", last_.back().what, failure);
    }
    kill_descendants();
  }

 private:
  /// In a process of its own, so that this one hears when its orders end. False when they have.
  bool run(const Order& order) {
    TwoEnds result = pipe_for_us();
    const pid_t runner = fork();
    if (runner < 0) return write_all(answers_.get(), Json("fork failed").dump() + "\n");
    if (runner == 0) {
      orders_ = FileDescriptor{};
      _exit(write_all(result.writing.get(), failure_of(order.command)) ? 0 : 1);
    }
    result.writing = FileDescriptor{};
    const std::optional<std::string> failure = wait_for(result.reading.get(), order.finishes);
    if (!failure) return false;
    waitpid(runner, nullptr, 0);
    const Json answer(failure->empty() ? std::string{} : order.what + " " + *failure);
    return write_all(answers_.get(), answer.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  }

  /// What is written there until it is closed; nothing when the orders end before that.
  std::optional<std::string> wait_for(int reading, bool finishes) {
    std::string text;
    while (true) {
      std::array<pollfd, 2> watched{{{reading, POLLIN, 0}, {finishes ? -1 : orders_.get(), POLLIN, 0}}};
      if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) return std::nullopt;
      if (watched[0].revents != 0) {
        const std::optional<std::string> more = read_some(reading);
        if (!more) return text;
        text += *more;
      } else if (watched[1].revents != 0) {
        return std::nullopt;  // one order at a time: this is their end
      }
    }
  }

  FileDescriptor orders_;
  FileDescriptor answers_;
  std::vector<Order> last_;
};

/// In the new process. Signals to the session or the group that it came from are not for it.
[[noreturn]] void become_janitor(FileDescriptor orders, FileDescriptor answers,
                                 const std::optional<WorkloadUser>& user) {
  setsid();
  sigset_t all;
  sigfillset(&all);
  pthread_sigmask(SIG_BLOCK, &all, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  try {
    if (user) give_up_privileges(user);
    Tidying{std::move(orders), std::move(answers)}.serve();
  } catch (const std::exception& error) {
    say("warning: {}", error.what());
  }
  _exit(0);
}

}  // namespace

Janitor::Janitor(const std::optional<WorkloadUser>& user) {
  TwoEnds orders = pipe_for_us();
  TwoEnds answers = pipe_for_us();
  const pid_t process = fork();
  if (process < 0) throw error_now("fork");
  if (process == 0) {
    orders.writing = FileDescriptor{};
    answers.reading = FileDescriptor{};
    become_janitor(std::move(orders.reading), std::move(answers.writing), user);
  }
  process_ = process;
  orders_ = std::move(orders.writing);
  answers_ = std::move(answers.reading);
}

Janitor::~Janitor() {
  orders_ = FileDescriptor{};
  while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

void Janitor::run(const Command& command, const std::string& what, Interrupt* interrupt, Patience patience) {
  if (command.arguments.empty()) return;
  const Order order{.command = command, .what = what, .finishes = patience == Patience::finishes};
  const bool told = write_all(orders_.get(), line_of_order(order));
  while (told) {
    std::array<pollfd, 2> watched{
        {{answers_.get(), POLLIN, 0}, {interrupt == nullptr ? -1 : interrupt->descriptor(), POLLIN, 0}}};
    if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) throw error_now("poll");
    if (watched[1].revents != 0 && interrupt->requested()) throw Interrupted{};
    if (watched[0].revents != 0) break;
  }
  const std::optional<std::string> answer = LineReader{answers_.get()}.next();
  if (!answer) throw std::runtime_error{what + ": the process that runs it has ended"};
  const std::string failure = Json::parse(*answer).get<std::string>();
  if (!failure.empty()) throw std::runtime_error{failure};
}

void Janitor::at_end(const Command& command, const std::string& what) {
  if (command.arguments.empty()) return;
  const Order order{.command = command, .what = what, .at_end = true};
  if (write_all(orders_.get(), line_of_order(order)) && LineReader{answers_.get()}.next()) return;
  throw std::runtime_error{what + ": the process that runs it has ended"};
}

}  // namespace greenbench
