#include "harness/controller/round.hpp"

#include <utility>

namespace greenbench {
namespace {

/// For a worker that was killed to be reaped, and for workers that have finished to end.
constexpr Seconds end_patience{5.0};

}  // namespace

Round::Round(const Installation& installation, const RoundRequest& request, RoundSettings settings,
             Interrupt& interrupt)
    : process_(installation, request, settings.process), settings_(std::move(settings)), interrupt_(interrupt) {}

std::optional<Round::Answer> Round::ask(WorkerCommand::Kind what, std::uint32_t variant) {
  if (failure_ || interrupted()) return std::nullopt;
  variant_failure_.reset();
  static_cast<void>(process_.take_error());  // what is said from now on is this worker's
  process_.send({what, variant});
  return next_answer(variant);
}

/// Reads until the worker has answered or is gone, or the whole round is over.
std::optional<Round::Answer> Round::next_answer(std::uint32_t variant) {
  while (true) {
    const Seconds patience = variant_failure_ ? end_patience : settings_.patience;
    std::optional<WorkerMessage> message = process_.next_message(patience, &interrupt_);
    if (interrupted()) return std::nullopt;
    if (!message && process_.hung() && !variant_failure_) {
      end_silent_worker(variant);
      continue;
    }
    if (!message || std::holds_alternative<EndMessage>(*message)) {
      if (!failure_) failure_ = process_.last_words();
      return std::nullopt;
    }
    if (auto* ready = std::get_if<ReadyMessage>(&*message)) return std::move(*ready);
    if (auto* turn = std::get_if<TurnMessage>(&*message)) return std::move(*turn);
    if (auto* finished = std::get_if<FinishedMessage>(&*message)) return *finished;
    if (auto* complaint = std::get_if<ComplaintMessage>(&*message)) settings_.complain(complaint->text);
    if (auto* bad = std::get_if<BadFileMessage>(&*message))
      failure_ = Failure{Failure::Kind::bad_file, bad->text, {}, {}};
    if (auto* failed = std::get_if<FailureMessage>(&*message)) {
      (failed->variant ? variant_failure_ : failure_) = failed->failure;
    }
    if (auto* gone = std::get_if<GoneMessage>(&*message); gone != nullptr && gone->variant == variant) {
      if (failure_) return std::nullopt;
      return *fate_of(*gone);
    }
  }
}

std::optional<Failure> Round::fate_of(const GoneMessage& gone) {
  if (variant_failure_) return variant_failure_;
  return crash_of({.exit_code = gone.exit_code, .signal = gone.signal, .standard_error = process_.take_error()});
}

void Round::end_silent_worker(std::uint32_t variant) {
  variant_failure_ = hang_of(settings_.patience, process_.take_error());
  process_.send({WorkerCommand::Kind::kill, variant});
}

void Round::finish() {
  process_.end_commands();
  while (const auto message = process_.next_message(end_patience, &interrupt_)) {
    if (const auto* complaint = std::get_if<ComplaintMessage>(&*message)) settings_.complain(complaint->text);
  }
}

}  // namespace greenbench
