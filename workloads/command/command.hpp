// One run of a whole program: its processes, how they ended, and what they said last.
//
//   CommandRunner runner{{.arguments = {"sleep", "1"}}};
//   CommandEnd end = runner.run();
//   if (end.code != 0) show(end.code, end.last_words);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace greenbench {

/// What becomes of the standard output of a command.
enum class CommandOutput { discard, read, file };

struct Command {
  std::vector<std::string> arguments;  ///< the program first, looked up in PATH
  std::string input = "/dev/null";     ///< the file on its standard input
  CommandOutput output = CommandOutput::discard;
  std::string output_file = {};               ///< for CommandOutput::file; overwritten
  bool inherits = false;                      ///< instead of all this: input, output and error are this process's
  std::string folder = {};                    ///< it runs there; empty: where this process does
  std::vector<std::string> environment = {};  ///< NAME=value: what differs from this process's environment
};

struct CommandEnd {
  int code = 0;  ///< its exit code; 128 and the number of the signal that ended it
  /// Of the largest of its processes. The kernel counts the memory of the process that started it as well: empty where
  /// the command did not need more than that.
  std::optional<std::uint64_t> peak_resident_bytes;
  std::string last_words;  ///< of a command that failed: the end of its standard error, at most 4 KiB
};

/// "exited with code 3, saying: cp: cannot stat 'a'", "was ended by signal 9 (Killed)".
[[nodiscard]] std::string manner_of(const CommandEnd& end);

/// Runs what belongs to a measured command but is not measured, if it has arguments. Throws std::runtime_error that
/// begins with the flag it came from when it fails.
void run_beside(const Command& command, const std::string& flag);

/// Runs one command again and again. Its processes stay in this process's group, and orphans among them become children
/// of this process, so that their CPU time is counted and none is lost from sight.
class CommandRunner {
 public:
  explicit CommandRunner(Command command);
  ~CommandRunner();
  CommandRunner(const CommandRunner&) = delete;
  CommandRunner& operator=(const CommandRunner&) = delete;

  /// Waits for the program itself, and for what it has waited for. Throws std::runtime_error when it cannot be started.
  [[nodiscard]] CommandEnd run();

  /// A process that commands of this process have left running, as "sleep (PID 123)"; one that ends within a second is
  /// none. Reaps all that have ended.
  [[nodiscard]] static std::optional<std::string> left_behind();

 private:
  void read_all(int descriptor) const;
  [[nodiscard]] std::string last_words() const;

  Command command_;
  int error_ = -1;  ///< a file in memory, emptied before each run
};

}  // namespace greenbench
