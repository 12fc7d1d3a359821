// A round as the controller drives it: one fresh process and its workers, which act only when they are told to.
//
//   Round round{installation, request, {.patience = Seconds{120}, .complain = say}, interrupt};
//   auto answer = round.ask(WorkerCommand::Kind::set_up, variant);
//   if (answer && std::holds_alternative<ReadyMessage>(*answer)) ...
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "harness/processes/installation.hpp"
#include "harness/processes/interrupt.hpp"
#include "harness/processes/worker_process.hpp"
#include "harness/protocol/worker_protocol.hpp"

namespace greenbench {

struct RoundSettings {
  ProcessSettings process;
  Seconds patience;  ///< a worker that is silent for longer is hung, and is ended
  std::function<void(const std::string&)> complain;
};

class Round {
 public:
  Round(const Installation& installation, const RoundRequest& request, RoundSettings settings, Interrupt& interrupt);

  /// What a worker answers; a Failure is that of this variant, whose worker is then gone.
  using Answer = std::variant<ReadyMessage, TurnMessage, FinishedMessage, Failure>;

  /// Empty when the round as a whole is over: failure() says why, or interrupted().
  [[nodiscard]] std::optional<Answer> ask(WorkerCommand::Kind what, std::uint32_t variant);

  /// Ends the workers, one after the other. What they do then can no longer cost a sample: it is complained about.
  void finish();

  [[nodiscard]] bool interrupted() const { return process_.interrupted(); }
  /// Why the whole round failed; empty when it did not.
  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }

 private:
  /// What is known of one worker.
  struct Worker {
    bool ending = false;  ///< it has said all it will, or has been killed
    bool killed = false;
    std::optional<Failure> last_words;  ///< why its variant failed, before it is gone
    std::optional<Failure> gone;        ///< why it ended, once it is no more
  };

  [[nodiscard]] bool over() const { return failure_ || interrupted(); }
  [[nodiscard]] std::optional<Answer> next_answer(std::uint32_t variant);
  [[nodiscard]] std::optional<WorkerMessage> next_message(Worker& worker, std::uint32_t variant);
  void hear(const WorkerMessage& message);
  void hear_failure(const FailureMessage& message);
  void hear_end(const GoneMessage& message);
  void finish(std::uint32_t variant);

  WorkerProcess process_;
  PlannedHotspot hotspot_;
  RoundSettings settings_;
  Interrupt& interrupt_;
  std::map<std::uint32_t, Worker> workers_;
  std::optional<Failure> failure_;
};

}  // namespace greenbench
