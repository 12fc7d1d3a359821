// A child process with a request on its standard input and lines on its standard output.
//
//   ChildProcess child{{.arguments = {executable, "worker"}, .environment = {"LANG=C"}, .input = request}};
//   while (auto line = child.next_line(Seconds{120}, &interrupt)) handle(*line);
//   ChildEnd end = child.wait();
#pragma once

#include <sys/types.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "counters/system/posix_file.hpp"
#include "counters/units/units.hpp"
#include "harness/processes/interrupt.hpp"

namespace greenbench {

/// A child that goes on as a fork of this process instead of becoming another program.
struct ChildFork {
  std::function<pid_t()> fork = nullptr;  ///< empty: it becomes the program of its arguments
  /// What it does, with the environment of its command. Returns its exit code.
  std::function<int(const std::vector<std::string>& environment)> work = nullptr;
};

struct ChildCommand {
  std::vector<std::string> arguments;    ///< the executable's path first
  std::vector<std::string> environment;  ///< NAME=value, complete: nothing is inherited
  std::string input;                     ///< all of its standard input
  bool keeps_input_open = false;         ///< its standard input ends with this process, or with wait()
  bool keeps_capabilities = false;       ///< else it starts without those of this process
  ChildFork forked = {};
};

/// A variable of this process's own environment; empty when it is not set, or set to nothing.
[[nodiscard]] std::optional<std::string> environment_variable(const char* name);

/// What this process's own environment holds, for a child that may know all of it.
[[nodiscard]] std::vector<std::string> current_environment();

/// How a child ended.
struct ChildEnd {
  std::optional<int> exit_code;  ///< empty when a signal ended it
  int signal = 0;
  bool was_ended = false;      ///< by this program, because it would not end
  std::string standard_error;  ///< its last words: at most the last 4 KiB
};

/// "ended early with exit code 3", "was ended by signal 11 (Segmentation fault)" or, of one that was_ended, "closed its
/// output and did not end".
[[nodiscard]] std::string manner_of(const ChildEnd& end);

/// The line of a message that says what happened: the last one of a traceback. Empty when no line has text.
[[nodiscard]] std::string last_line(const std::string& text);

class ChildProcess {
 public:
  /// Throws std::system_error when the process cannot be started.
  explicit ChildProcess(const ChildCommand& command);
  /// A child that is still running is killed, with the process group it leads.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Adds to its standard input, which keeps_input_open; it is written when next_line() is called.
  void send(std::string_view text) { pending_input_ += text; }

  /// Its standard input ends once all of it has been written.
  void end_input() { keeps_input_open_ = false; }

  /// Why next_line() gave nothing.
  enum class Silence { end_of_output, timed_out, interrupted };

  /// The next line of its standard output; nothing when it has ended, whoever else still holds the pipe, after
  /// `patience` without output, or when this process was asked to stop. `interrupt` may be null: then signals do what
  /// they always do.
  [[nodiscard]] std::optional<std::string> next_line(Seconds patience, Interrupt* interrupt);
  [[nodiscard]] Silence silence() const { return silence_; }
  [[nodiscard]] pid_t process() const { return process_; }

  /// Whether it is over, or is so before `patience` has passed. It is still to be reaped.
  [[nodiscard]] bool ends_within(Seconds patience) const;

  /// What it has written to standard error since the last call, at most the last 4 KiB.
  [[nodiscard]] std::string take_error();

  /// Ends it at once, with everything it started.
  void kill();
  /// Reaps it, killing it if it does not end within a few seconds, and kills what it has left behind in its process
  /// group. Call once, when nothing more is expected.
  [[nodiscard]] ChildEnd wait();

 private:
  enum class Progress { output, other, timed_out, interrupted };
  Progress pump(int timeout_milliseconds, Interrupt* interrupt);
  void write_input();
  std::optional<std::string> take_line();
  bool read_output();
  void read_last_output();
  void read_error();

  pid_t process_ = -1;
  FileDescriptor end_;  ///< readable once the process has ended; closed where the kernel cannot tell
  bool keeps_input_open_;
  FileDescriptor input_;
  FileDescriptor output_;
  FileDescriptor error_;
  std::string pending_input_;
  std::string buffered_;
  std::size_t searched_ = 0;  ///< of which no line ends before this
  std::string error_text_;
  Silence silence_ = Silence::end_of_output;
};

}  // namespace greenbench
