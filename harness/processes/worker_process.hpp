// A worker as the controller sees it: a request in, messages out, and a reason when it ends badly.
//
//   WorkerProcess worker{installation, request, {.environment_padding_bytes = 1200}};
//   while (auto message = worker.next_message(Seconds{120}, &interrupt)) keep(*message);
//   if (!worker.finished()) report(worker.last_words());
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "harness/processes/child_process.hpp"
#include "harness/processes/installation.hpp"
#include "harness/processes/privileges.hpp"
#include "harness/processes/worker_folder.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

struct ProcessSettings {
  /// Bytes of a meaningless environment variable: moves the stack, as another user's environment would.
  std::uint32_t environment_padding_bytes = 0;
  /// As whom it runs workloads; empty: as the user of this process.
  std::optional<WorkloadUser> user = {};
};

/// Why a process that said nothing of it has failed.
[[nodiscard]] Failure crash_of(const ChildEnd& end);
[[nodiscard]] Failure hang_of(Seconds patience, std::string standard_error);

class WorkerProcess {
 public:
  WorkerProcess(const Installation& installation, const WorkerRequest& request, const ProcessSettings& settings);
  /// One that has said that it had finished is given a moment to end by itself.
  ~WorkerProcess();
  WorkerProcess(const WorkerProcess&) = delete;
  WorkerProcess& operator=(const WorkerProcess&) = delete;

  /// The next message; empty when it has said all it will, when it was silent longer than `patience` (then hung()),
  /// after a request to stop, or after a line that is no message; the last two end it. `interrupt` may be null.
  [[nodiscard]] std::optional<WorkerMessage> next_message(Seconds patience, Interrupt* interrupt);
  /// A round obeys commands until end_commands().
  void send(const WorkerCommand& command) { child_.send(line_of(command)); }
  void end_commands() { child_.end_input(); }
  [[nodiscard]] bool hung() const { return hung_; }
  /// What its workers have written to standard error since the last call.
  [[nodiscard]] std::string take_error() { return child_.take_error(); }
  /// It said that it had finished.
  [[nodiscard]] bool finished() const { return finished_; }
  [[nodiscard]] bool interrupted() const { return interrupted_; }
  /// Why it did not finish. Ends and reaps the process; call once, after next_message() gave nothing.
  [[nodiscard]] Failure last_words();

 private:
  WorkerFolder folder_;  ///< before the process, so that it outlives it
  ChildProcess child_;
  Seconds patience_;
  bool finished_ = false;
  bool interrupted_ = false;
  bool hung_ = false;
  std::string garbled_;  ///< what is wrong with a line that is no message
};

}  // namespace greenbench
