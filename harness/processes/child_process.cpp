#include "harness/processes/child_process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <system_error>
#include <utility>

#include "harness/processes/privileges.hpp"

namespace greenbench {
namespace {

constexpr std::size_t kept_error_bytes = 4096;
// The charts of a page stand in one line.
constexpr std::size_t most_line_bytes = 128U << 20U;

struct Pipe {
  FileDescriptor reading;
  FileDescriptor writing;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error{errno, std::generic_category(), "pipe2"};
  return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

void make_non_blocking(const FileDescriptor& descriptor) {
  fcntl(descriptor.get(), F_SETFL, O_NONBLOCK);
}

std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  // execve takes char* for historical reasons and does not write through it.
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

struct Pipes {
  Pipe input = make_pipe();
  Pipe output = make_pipe();
  Pipe error = make_pipe();
};

/// Runs between fork and exec, where only async-signal-safe calls are allowed.
void become_child(const Pipes& pipes, bool keeps_capabilities) {
  setpgid(0, 0);                     // a Ctrl-C of the terminal is for the controller alone
  prctl(PR_SET_PDEATHSIG, SIGKILL);  // and a killed controller leaves no process behind
  dup2(pipes.input.reading.get(), STDIN_FILENO);
  dup2(pipes.output.writing.get(), STDOUT_FILENO);
  dup2(pipes.error.writing.get(), STDERR_FILENO);
  sigset_t none;
  sigemptyset(&none);
  pthread_sigmask(SIG_SETMASK, &none, nullptr);
  if (!keeps_capabilities && !give_up_capabilities()) _exit(127);
}

/// What becoming another program would have done: the ends of pipes that are the controller's are closed, and signals
/// that this process handles do again what they always do.
[[noreturn]] void go_on_as_fork(Pipes& pipes, const ChildCommand& command) {
  pipes = Pipes{{}, {}, {}};
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGCHLD}) std::signal(signal, SIG_DFL);
  try {
    _exit(command.forked.work(command.environment));
  } catch (...) {
    _exit(127);
  }
}

/// "Segmentation fault"; strsignal(3) is not safe beside other threads.
const char* name_of_signal(int signal) {
  const char* name = sigdescr_np(signal);
  return name != nullptr ? name : "unknown signal";
}

/// A descriptor that is readable once the process has ended. Linux has it since 5.3, glibc a function since 2.36.
FileDescriptor open_end_of(pid_t process) {
  return FileDescriptor{static_cast<int>(syscall(SYS_pidfd_open, process, 0))};
}

/// Whether it ended within `patience`. Leaves it to be reaped.
bool await_end(pid_t process, Seconds patience) {
  constexpr timespec pause{0, 1'000'000};
  const double pauses = patience.value() * 1000.0;
  for (double waited = 0; waited < pauses; ++waited) {
    siginfo_t ended{};
    if (waitid(P_PID, static_cast<id_t>(process), &ended, WEXITED | WNOHANG | WNOWAIT) != 0 || ended.si_pid != 0) {
      return true;
    }
    nanosleep(&pause, nullptr);
  }
  return false;
}

}  // namespace

std::optional<std::string> environment_variable(const char* name) {
  // NOLINTNEXTLINE(concurrency-mt-unsafe): nothing in this program changes the environment
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? std::optional<std::string>{value} : std::nullopt;
}

std::vector<std::string> current_environment() {
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  return variables;
}

std::string last_line(const std::string& text) {
  const std::size_t end = text.find_last_not_of('\n');
  if (end == std::string::npos) return {};
  const std::size_t start = text.find_last_of('\n', end);
  return start == std::string::npos ? text.substr(0, end + 1) : text.substr(start + 1, end - start);
}

std::string manner_of(const ChildEnd& end) {
  if (end.was_ended) return "closed its output and did not end";
  if (end.exit_code) return fmt::format("ended early with exit code {}", *end.exit_code);
  return fmt::format("was ended by signal {} ({})", end.signal, name_of_signal(end.signal));
}

ChildProcess::ChildProcess(const ChildCommand& command)
    : keeps_input_open_(command.keeps_input_open), pending_input_(command.input) {
  Pipes pipes;
  const std::vector<char*> arguments = pointers_to(command.arguments);
  const std::vector<char*> environment = pointers_to(command.environment);
  // NOLINTNEXTLINE(cppcoreguidelines-prefer-member-initializer): the pipes come first
  process_ = command.forked.fork ? command.forked.fork() : fork();
  if (process_ < 0) throw std::system_error{errno, std::generic_category(), "fork"};
  if (process_ == 0) {
    become_child(pipes, command.keeps_capabilities);
    if (command.forked.work) go_on_as_fork(pipes, command);
    execve(arguments[0], arguments.data(), environment.data());
    _exit(127);
  }
  end_ = open_end_of(process_);
  input_ = std::move(pipes.input.writing);
  output_ = std::move(pipes.output.reading);
  error_ = std::move(pipes.error.reading);
  for (const FileDescriptor* descriptor : {&input_, &output_, &error_}) make_non_blocking(*descriptor);
}

ChildProcess::~ChildProcess() {
  if (process_ < 0) return;
  kill();
  waitpid(process_, nullptr, 0);
}

void ChildProcess::write_input() {
  const ssize_t written = write(input_.get(), pending_input_.data(), pending_input_.size());
  if (written > 0) pending_input_.erase(0, static_cast<std::size_t>(written));
  const bool reader_gone = written < 0 && errno != EAGAIN && errno != EINTR;
  const bool all_said = pending_input_.empty() && !keeps_input_open_;
  if (all_said || reader_gone) input_ = FileDescriptor{};
}

bool ChildProcess::read_output() {
  std::array<char, 65536> chunk{};
  const ssize_t got = read(output_.get(), chunk.data(), chunk.size());
  if (got > 0) buffered_.append(chunk.data(), static_cast<std::size_t>(got));
  if (got == 0) output_ = FileDescriptor{};
  return got > 0;
}

/// All that an ended child has written. Its own children may have the pipe open, so that there need not be an end.
void ChildProcess::read_last_output() {
  while (read_output()) {
  }
  output_ = FileDescriptor{};
}

void ChildProcess::read_error() {
  std::array<char, kept_error_bytes> chunk{};
  const ssize_t got = read(error_.get(), chunk.data(), chunk.size());
  if (got > 0) error_text_.append(chunk.data(), static_cast<std::size_t>(got));
  if (got == 0) error_ = FileDescriptor{};
  if (error_text_.size() > kept_error_bytes) error_text_.erase(0, error_text_.size() - kept_error_bytes);
}

ChildProcess::Progress ChildProcess::pump(int timeout_milliseconds, Interrupt* interrupt) {
  // An input that stays open without more to say is always ready for more: it must not be waited for.
  const bool has_something_to_write = !pending_input_.empty() || !keeps_input_open_;
  std::array<pollfd, 5> watched = {{{interrupt != nullptr ? interrupt->descriptor() : -1, POLLIN, 0},
                                    {output_.get(), POLLIN, 0},
                                    {error_.get(), POLLIN, 0},
                                    {has_something_to_write ? input_.get() : -1, POLLOUT, 0},
                                    {end_.get(), POLLIN, 0}}};
  const int ready = poll(watched.data(), watched.size(), timeout_milliseconds);
  if (interrupt != nullptr && interrupt->requested()) return Progress::interrupted;
  if (ready == 0) return Progress::timed_out;
  if (ready < 0) return Progress::other;
  if (watched[3].revents != 0) write_input();
  if (watched[2].revents != 0) read_error();
  if (watched[1].revents != 0 && read_output()) return Progress::output;
  if (watched[4].revents != 0) read_last_output();
  return Progress::other;
}

/// The first line of what was read. One that is too long is cut there: nobody can read it, and memory has an end.
std::optional<std::string> ChildProcess::take_line() {
  const std::size_t end = buffered_.find('\n', searched_);
  searched_ = buffered_.size();
  if (end == std::string::npos && buffered_.size() < most_line_bytes) return std::nullopt;
  std::string line = buffered_.substr(0, end);
  buffered_.erase(0, line.size() + 1);
  searched_ = 0;
  return line;
}

std::optional<std::string> ChildProcess::next_line(Seconds patience, Interrupt* interrupt) {
  using Clock = std::chrono::steady_clock;
  const auto deadline =
      Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(patience.value()));
  while (true) {
    if (std::optional<std::string> line = take_line()) return line;
    silence_ = Silence::end_of_output;
    if (!output_.is_open()) return std::nullopt;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
    silence_ = Silence::timed_out;
    if (left <= 0) return std::nullopt;
    constexpr long long longest_poll_milliseconds = 1'000'000;
    if (pump(static_cast<int>(std::min<long long>(left, longest_poll_milliseconds)), interrupt) ==
        Progress::interrupted) {
      silence_ = Silence::interrupted;
      return std::nullopt;
    }
  }
}

std::string ChildProcess::take_error() {
  while (error_.is_open() && poll(std::array<pollfd, 1>{{{error_.get(), POLLIN, 0}}}.data(), 1, 0) > 0) read_error();
  return std::exchange(error_text_, {});
}

void ChildProcess::kill() {
  if (process_ < 0) return;
  ::kill(-process_, SIGKILL);
  ::kill(process_, SIGKILL);
}

bool ChildProcess::ends_within(Seconds patience) const {
  return await_end(process_, patience);
}

ChildEnd ChildProcess::wait() {
  input_ = FileDescriptor{};
  ChildEnd end;
  // A child that has said its last word may still hang while it tears itself down.
  end.was_ended = !await_end(process_, Seconds{5.0});
  // Before it is reaped, its number cannot be another group's.
  kill();
  int status = 0;
  waitpid(process_, &status, 0);
  process_ = -1;
  if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
  end.standard_error = take_error();
  return end;
}

}  // namespace greenbench
