// What a process of `greenbench worker` says to the controller: JSON lines on what was standard output at its start.
//
//   Voice voice;                            // standard output now leads to standard error
//   if (fork() == 0) voice.become_mine();   // a process of our own that speaks, too
//   voice.say(FinishedMessage{.variant = 2});
#pragma once

#include <sys/types.h>

#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

class Voice {
 public:
  /// What workloads print must not be taken for messages: their standard output becomes standard error.
  Voice();
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  /// The calling process, forked from the one that spoke before, speaks from now on.
  void become_mine();

  /// Throws std::system_error when nobody reads any more. Ends a process that the voice does not belong to: a variant
  /// forked it and let it return, and what it says would be taken for the worker's.
  void say(const WorkerMessage& message) const;

 private:
  int descriptor_;
  pid_t speaker_;
};

}  // namespace greenbench
