// A round as the controller drives it: one fresh process and its workers, which act only when they are told to.
//
//   Round round{installation, request, {.patience = Seconds{120}, .complain = say}, interrupt};
//   auto answer = round.ask(WorkerCommand::Kind::set_up, variant);
//   if (answer && std::holds_alternative<ReadyMessage>(*answer)) ...
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
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

  /// Lets the workers end by themselves. What they do then can no longer cost a sample.
  void finish();

  [[nodiscard]] bool interrupted() const { return process_.interrupted(); }
  /// Why the whole round failed; empty when it did not.
  [[nodiscard]] const std::optional<Failure>& failure() const { return failure_; }

 private:
  [[nodiscard]] std::optional<Answer> next_answer(std::uint32_t variant);
  [[nodiscard]] std::optional<Failure> fate_of(const GoneMessage& gone);
  void end_silent_worker(std::uint32_t variant);

  WorkerProcess process_;
  RoundSettings settings_;
  Interrupt& interrupt_;
  std::optional<Failure> failure_;
  std::optional<Failure> variant_failure_;  ///< what the worker that is being asked has said of itself
};

}  // namespace greenbench
