// What a process of `greenbench worker` says to the controller: JSON lines on what was standard output at its start.
//
//   const Voice voice;                      // standard output now leads to standard error
//   voice.say(FinishedMessage{.variant = 2});
#pragma once

#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

class Voice {
 public:
  /// What workloads print must not be taken for messages: their standard output becomes standard error.
  Voice();
  ~Voice();
  Voice(const Voice&) = delete;
  Voice& operator=(const Voice&) = delete;

  /// Throws std::system_error when nobody reads any more.
  void say(const WorkerMessage& message) const;

 private:
  int descriptor_;
};

}  // namespace greenbench
