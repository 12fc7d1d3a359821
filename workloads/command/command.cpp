#include "workloads/command/command.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <ctime>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <utility>

namespace greenbench {
namespace {

constexpr off_t kept_error_bytes = 4096;
constexpr int signal_offset = 128;

std::system_error error_of(int code, const std::string& what) {
  return std::system_error{code, std::generic_category(), what};
}

/// What is set up in the child between fork and exec.
class FileActions {
 public:
  FileActions() { posix_spawn_file_actions_init(&actions_); }
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;

  void open_as(int descriptor, const std::string& path, int flags) {
    constexpr mode_t usual = 0666;  // less the user's umask
    posix_spawn_file_actions_addopen(&actions_, descriptor, path.c_str(), flags, usual);
  }
  void change_folder(const std::string& folder) {
    if (!folder.empty()) posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str());
  }
  void copy_as(int descriptor, int from) { posix_spawn_file_actions_adddup2(&actions_, from, descriptor); }
  [[nodiscard]] const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// Signals do in the command what they do in a shell's: what this process ignores or blocks is not handed on.
class UsualSignals {
 public:
  UsualSignals() {
    posix_spawnattr_init(&attributes_);
    sigset_t ignored_here;
    sigemptyset(&ignored_here);
    for (const int signal : {SIGPIPE, SIGXFSZ, SIGINT, SIGQUIT}) sigaddset(&ignored_here, signal);
    sigset_t none;
    sigemptyset(&none);
    posix_spawnattr_setsigdefault(&attributes_, &ignored_here);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
  }
  ~UsualSignals() { posix_spawnattr_destroy(&attributes_); }
  UsualSignals(const UsualSignals&) = delete;
  UsualSignals& operator=(const UsualSignals&) = delete;
  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

/// posix_spawnp takes char* for historical reasons and does not write through it.
std::vector<char*> pointers_to(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

/// This process's environment with some variables set anew. The shell and others believe PWD.
std::vector<std::string> environment_of(const Command& command) {
  std::vector<std::string> changes = command.environment;
  if (!command.folder.empty()) changes.push_back("PWD=" + command.folder);
  std::vector<std::string> all = changes;
  const auto name_of = [](std::string_view entry) { return entry.substr(0, entry.find('=')); };
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const auto is_same = [&](const std::string& change) { return name_of(change) == name_of(*entry); };
    if (std::ranges::none_of(changes, is_same)) all.emplace_back(*entry);
  }
  return all;
}

pid_t spawn(const Command& command, const FileActions& actions) {
  const std::vector<char*> words = pointers_to(command.arguments);
  std::vector<std::string> changed;
  std::vector<char*> variables;
  if (!command.folder.empty() || !command.environment.empty()) {
    changed = environment_of(command);
    variables = pointers_to(changed);
  }
  const UsualSignals signals;
  pid_t process = -1;
  const int failed = posix_spawnp(&process, words.front(), actions.get(), signals.get(), words.data(),
                                  variables.empty() ? environ : variables.data());
  if (failed != 0) throw error_of(failed, "cannot run " + command.arguments.front());
  return process;
}

CommandEnd end_of(pid_t process) {
  int status = 0;
  rusage usage{};
  while (wait4(process, &status, 0, &usage) < 0) {
    if (errno != EINTR) throw error_of(errno, "wait4");
  }
  constexpr std::uint64_t bytes_per_unit = 1024;  // getrusage(2): kilobytes
  CommandEnd end;
  end.code = WIFEXITED(status) ? WEXITSTATUS(status) : signal_offset + WTERMSIG(status);
  rusage own{};
  getrusage(RUSAGE_SELF, &own);
  if (usage.ru_maxrss > own.ru_maxrss) {
    end.peak_resident_bytes = static_cast<std::uint64_t>(usage.ru_maxrss) * bytes_per_unit;
  }
  return end;
}

/// "sleep (PID 123)"
std::string name_of_a_child() {
  std::string process;
  std::ifstream{fmt::format("/proc/self/task/{}/children", getpid())} >> process;
  std::string name;
  std::getline(std::ifstream{fmt::format("/proc/{}/comm", process)}, name);
  return fmt::format("{} (PID {})", name.empty() ? "a process" : name, process);
}

struct Pipe {
  int reading = -1;
  int writing = -1;
};

Pipe make_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw error_of(errno, "pipe2");
  return {ends[0], ends[1]};
}

}  // namespace

std::string manner_of(const CommandEnd& end) {
  std::string text = fmt::format("exited with code {}", end.code);
  if (end.code > signal_offset) {
    // Where a shell runs the command, this is its way to tell of a signal, too.
    const char* const name = sigdescr_np(end.code - signal_offset);
    if (name != nullptr) text = fmt::format("was ended by signal {} ({})", end.code - signal_offset, name);
  }
  const std::size_t last = end.last_words.find_last_not_of('\n');
  if (last == std::string::npos) return text;
  const std::size_t before = end.last_words.find_last_of('\n', last);
  const std::size_t first = before == std::string::npos ? 0 : before + 1;
  return text + ", saying: " + end.last_words.substr(first, last + 1 - first);
}

CommandRunner::CommandRunner(Command command)
    : command_(std::move(command)), error_(memfd_create("greenbench-standard-error", MFD_CLOEXEC)) {
  if (error_ < 0) throw error_of(errno, "memfd_create");
  prctl(PR_SET_CHILD_SUBREAPER, 1);
}

CommandRunner::~CommandRunner() {
  close(error_);
}

void CommandRunner::read_all(int descriptor) const {
  std::array<char, 65536> discarded{};
  while (true) {
    const ssize_t count = read(descriptor, discarded.data(), discarded.size());
    if (count == 0 || (count < 0 && errno != EINTR)) return;
  }
}

std::string CommandRunner::last_words() const {
  const off_t size = lseek(error_, 0, SEEK_END);
  const off_t start = std::max<off_t>(0, size - kept_error_bytes);
  std::string text(static_cast<std::size_t>(std::max<off_t>(0, size - start)), '\0');
  const ssize_t count = pread(error_, text.data(), text.size(), start);
  text.resize(static_cast<std::size_t>(std::max<ssize_t>(0, count)));
  return text;
}

CommandEnd CommandRunner::run() {
  FileActions actions;
  actions.change_folder(command_.folder);
  if (command_.inherits) return end_of(spawn(command_, actions));
  if (ftruncate(error_, 0) != 0 || lseek(error_, 0, SEEK_SET) != 0)
    throw error_of(errno, "standard error of a command");
  actions.open_as(STDIN_FILENO, command_.input, O_RDONLY);
  actions.copy_as(STDERR_FILENO, error_);
  Pipe pipe;
  if (command_.output == CommandOutput::read) {
    pipe = make_pipe();
    actions.copy_as(STDOUT_FILENO, pipe.writing);
  } else {
    const bool to_file = command_.output == CommandOutput::file;
    actions.open_as(STDOUT_FILENO, to_file ? command_.output_file : "/dev/null", O_WRONLY | O_CREAT | O_TRUNC);
  }
  const pid_t process = spawn(command_, actions);
  if (pipe.writing >= 0) {
    close(pipe.writing);
    read_all(pipe.reading);
    close(pipe.reading);
  }
  CommandEnd end = end_of(process);
  if (end.code != 0) end.last_words = last_words();
  return end;
}

std::optional<std::string> CommandRunner::left_behind() {
  constexpr timespec moment{0, 1'000'000};
  constexpr int moments = 1000;
  for (int waited = 0; waited < moments; ++waited) {
    pid_t reaped = 0;
    do {
      reaped = waitpid(-1, nullptr, WNOHANG);
    } while (reaped > 0);
    if (reaped < 0) return std::nullopt;
    nanosleep(&moment, nullptr);
  }
  return name_of_a_child();
}

void run_beside(const Command& command, const std::string& flag) {
  if (command.arguments.empty()) return;
  const CommandEnd end = CommandRunner{command}.run();
  if (end.code != 0) throw std::runtime_error{flag + " " + manner_of(end)};
}

}  // namespace greenbench
