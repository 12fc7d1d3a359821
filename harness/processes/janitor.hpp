// A process that tidies up after this one, however this one ends: what is to happen at the end is told beforehand.
//
//   Janitor janitor{user};
//   janitor.at_end({.arguments = {"rm", "-rf", folder}}, "temporary folder");
//   janitor.run({.arguments = {"make"}, .folder = folder}, "--build", &interrupt);
//   // ~Janitor, or kill -9 of this process: what still runs is killed, the folder is removed
#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

#include "counters/system/posix_file.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/privileges.hpp"
#include "workloads/command/command.hpp"

namespace greenbench {

/// It leads a session of its own, so that neither Ctrl-C nor a signal to this process's group reaches it.
class Janitor {
 public:
  /// Forks: make it while this process has no other thread. It becomes `user`; empty: it stays who this process is,
  /// with all its rights. Throws std::system_error.
  explicit Janitor(const std::optional<WorkloadUser>& user);
  /// Has it tidy up, and waits for that.
  ~Janitor();
  Janitor(const Janitor&) = delete;
  Janitor& operator=(const Janitor&) = delete;

  enum class Patience { breaks_off, finishes };

  /// Runs a command there and waits for it. When this process ends meanwhile the command is killed with all that it has
  /// started, unless it is one that `finishes`. Throws std::runtime_error that begins with `what` when it fails, and
  /// Interrupted when a signal arrives; `interrupt` may be null.
  void run(const Command& command, const std::string& what, Interrupt* interrupt,
           Patience patience = Patience::breaks_off);

  /// Runs a command when everything is over, the last one told first. One that fails is warned of.
  void at_end(const Command& command, const std::string& what);

 private:
  pid_t process_ = -1;
  FileDescriptor orders_;
  FileDescriptor answers_;
};

}  // namespace greenbench
