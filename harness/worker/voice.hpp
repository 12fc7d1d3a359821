// What a process of `greenbench worker` says to the controller: JSON lines on what was standard output at its start.
//
//   Voice voice;                            // standard output now leads to standard error
//   if (fork() == 0) voice.become_mine();   // a process of our own that speaks, too
//   voice.say(FinishedMessage{.variant = 2});
#pragma once

#include <sys/types.h>

#include <system_error>

#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

/// The process that was to hear it is gone, or has let go.
class NobodyListens : public std::system_error {
 public:
  using std::system_error::system_error;
};

class Voice {
 public:
  /// What workloads print must not be taken for messages: their standard output becomes standard error.
  Voice();
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  /// The calling process, forked from the one that spoke before, speaks from now on.
  void become_mine();

  /// Throws NobodyListens when nobody reads any more. Ends a process that the voice does not belong to: a variant
  /// forked it and let it return, and what it says would be taken for the worker's.
  void say(const WorkerMessage& message) const;

 private:
  int descriptor_;
  pid_t speaker_;
};

}  // namespace greenbench
