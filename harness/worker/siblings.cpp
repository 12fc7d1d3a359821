#include "harness/worker/siblings.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <utility>

namespace greenbench {
namespace {

sigset_t child_signal() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  return set;
}

/// Readable once a child has ended: the signal is blocked in this process and read instead.
FileDescriptor watch_children() {
  const sigset_t set = child_signal();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  const int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor < 0) throw std::system_error{errno, std::generic_category(), "signalfd"};
  return FileDescriptor{descriptor};
}

/// Standard input belongs to the round: what a workload reads there would be commands.
void become_worker() {
  const sigset_t set = child_signal();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
  const FileDescriptor nothing{open("/dev/null", O_RDONLY | O_CLOEXEC)};
  if (nothing.is_open()) dup2(nothing.get(), STDIN_FILENO);
}

}  // namespace

Siblings::Siblings(Hooks hooks, Voice& voice) : hooks_(std::move(hooks)), voice_(voice), ended_(watch_children()) {}

Siblings::~Siblings() {
  for (const auto& [variant, worker] : workers_) {
    kill(worker.process, SIGKILL);
    waitpid(worker.process, nullptr, 0);
  }
}

void Siblings::start(std::uint32_t variant, const Serve& serve) {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::system_error{errno, std::generic_category(), "pipe2"};
  FileDescriptor reading{ends[0]};
  FileDescriptor writing{ends[1]};
  const pid_t parent = getpid();
  const pid_t process = hooks_.fork();
  if (process < 0) throw std::system_error{errno, std::generic_category(), "fork"};
  if (process == 0) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != parent) _exit(1);
    // Another worker's commands must not stay open here: they end when the round closes them.
    workers_.clear();
    writing = FileDescriptor{};
    ended_ = FileDescriptor{};
    voice_.become_mine();
    become_worker();
    try {
      _exit(serve(reading.get()));
    } catch (...) {
      _exit(1);  // nobody is left to hear of it: this must not go on as the round's own process
    }
  }
  workers_.emplace(variant, Worker{process, std::move(writing)});
}

void Siblings::obey(const std::string& line) {
  const WorkerCommand command = command_from_line(line);
  const auto found = workers_.find(command.variant);
  if (found == workers_.end()) return;  // that it is gone has been said
  if (command.kind == WorkerCommand::Kind::kill) {
    kill(found->second.process, SIGKILL);
  } else {
    static_cast<void>(write_all(found->second.commands.get(), line + "\n"));  // that it is gone is said on its own
  }
}

void Siblings::say_who_is_gone() {
  signalfd_siginfo ignored{};
  while (read(ended_.get(), &ignored, sizeof ignored) > 0) {
  }
  for (auto worker = workers_.begin(); worker != workers_.end();) {
    int status = 0;
    if (waitpid(worker->second.process, &status, WNOHANG) <= 0) {
      ++worker;
      continue;
    }
    GoneMessage gone{.variant = worker->first, .exit_code = {}, .signal = 0};
    if (WIFEXITED(status)) gone.exit_code = WEXITSTATUS(status);
    if (WIFSIGNALED(status)) gone.signal = WTERMSIG(status);
    worker = workers_.erase(worker);
    if (gone.exit_code != 0 && hooks_.before_gone) hooks_.before_gone();
    voice_.say(gone);
  }
}

/// Whether the descriptor can be read; -1 is none. Says meanwhile who is gone.
bool Siblings::wait_for(int descriptor) {
  std::array<pollfd, 2> watched{{{descriptor, POLLIN, 0}, {ended_.get(), POLLIN, 0}}};
  if (poll(watched.data(), watched.size(), -1) < 0 && errno != EINTR) {
    throw std::system_error{errno, std::generic_category(), "poll"};
  }
  if (watched[1].revents != 0) say_who_is_gone();
  return watched[0].revents != 0;
}

void Siblings::relay_commands(LineReader& input) {
  for (bool open = true; open;) {
    if (!input.has_line() && !wait_for(input.descriptor())) continue;
    const std::optional<std::string> line = input.next();
    open = line.has_value();
    if (line) obey(*line);
  }
  for (auto& [variant, worker] : workers_) worker.commands = FileDescriptor{};  // each ends when its commands do
  while (!workers_.empty()) wait_for(-1);
}

}  // namespace greenbench
