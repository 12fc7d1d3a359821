// The workers of a round: processes forked from this one before any of them sets anything up. They share its address
// space layout and its hash seed, and each has an untouched heap.
//
//   Siblings siblings{{.fork = ::fork}, voice};
//   for (const std::uint32_t variant : request.variants) siblings.start(variant, serve);
//   siblings.relay_commands(input);   // until standard input ends and every worker is gone
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "counters/system/posix_file.hpp"
#include "harness/processes/lines.hpp"
#include "harness/worker/voice.hpp"

namespace greenbench {

class Siblings {
 public:
  /// What a worker's process does: it reads commands from the descriptor and returns its exit code.
  using Serve = std::function<int(int commands)>;

  struct Hooks {
    std::function<pid_t()> fork;                  ///< behaves as fork(2) does
    std::function<void()> before_gone = nullptr;  ///< called before it is said that a worker has ended badly
  };

  Siblings(Hooks hooks, Voice& voice);
  /// Workers that are still there are killed.
  ~Siblings();
  Siblings(const Siblings&) = delete;
  Siblings& operator=(const Siblings&) = delete;

  /// Throws std::system_error when no process can be made.
  void start(std::uint32_t variant, const Serve& serve);

  /// Hands commands from `input` to the workers and says which worker is gone. Returns when the input has ended and all
  /// are gone: their commands end with it.
  void relay_commands(LineReader& input);

 private:
  struct Worker {
    pid_t process = -1;
    FileDescriptor commands;
  };

  void obey(const std::string& line);
  void say_who_is_gone();
  bool wait_for(int descriptor);

  Hooks hooks_;
  Voice& voice_;
  std::map<std::uint32_t, Worker> workers_;
  FileDescriptor ended_;  ///< readable once a child of this process has ended
};

}  // namespace greenbench
