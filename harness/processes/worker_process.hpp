// A worker as the controller sees it: a request in, messages out, and a reason when it ends badly.
//
//   WorkerProcess worker{installation, request, {.environment_padding_bytes = 1200}};
//   while (auto message = worker.next_message(Seconds{120}, &interrupt)) keep(*message);
//   if (!worker.finished()) report(worker.last_words());
#pragma once

#include <cstdint>
#include <optional>

#include "harness/processes/child_process.hpp"
#include "harness/processes/installation.hpp"
#include "harness/processes/worker_folder.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

struct ProcessSettings {
  /// Bytes of a meaningless environment variable: moves the stack, as another user's environment would.
  std::uint32_t environment_padding_bytes = 0;
};

class WorkerProcess {
 public:
  WorkerProcess(const Installation& installation, const WorkerRequest& request, const ProcessSettings& settings);

  /// The next message, or empty when the worker has said all it will. A worker that is silent longer than
  /// `patience`, or a request to stop, ends it. `interrupt` may be null.
  [[nodiscard]] std::optional<WorkerMessage> next_message(Seconds patience, Interrupt* interrupt);
  /// It said that it had finished.
  [[nodiscard]] bool finished() const { return finished_; }
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  /// Why it did not finish. Reaps the process; call once, after next_message() gave nothing.
  [[nodiscard]] Failure last_words();

 private:
  WorkerFolder folder_;  ///< before the process, so that it outlives it
  ChildProcess child_;
  Seconds patience_;
  bool finished_ = false;
  bool interrupted_ = false;
  bool hung_ = false;
};

}  // namespace greenbench
