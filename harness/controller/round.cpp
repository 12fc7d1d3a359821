#include "harness/controller/round.hpp"

#include <fmt/format.h>

#include <utility>

namespace greenbench {
namespace {

/// For a worker that has said all it will, or was killed, to be gone. What a workload has left behind, threads or a
/// pool say, may keep it from ending.
constexpr Seconds end_patience{1.0};

/// A message that answers what the worker of this variant was told.
std::optional<Round::Answer> answer_in(const WorkerMessage& message, std::uint32_t variant) {
  const auto* ready = std::get_if<ReadyMessage>(&message);
  if (ready != nullptr && ready->variant == variant) return *ready;
  const auto* turn = std::get_if<TurnMessage>(&message);
  if (turn != nullptr && turn->sample.variant == variant) return *turn;
  const auto* finished = std::get_if<FinishedMessage>(&message);
  if (finished != nullptr && finished->variant == variant) return *finished;
  return std::nullopt;
}

}  // namespace

Round::Round(const Installation& installation, const RoundRequest& request, RoundSettings settings,
             Interrupt& interrupt)
    : process_(installation, request, settings.process),
      hotspot_(request.hotspot),
      settings_(std::move(settings)),
      interrupt_(interrupt) {
  for (const std::uint32_t variant : request.variants) workers_[variant];
}

std::optional<Round::Answer> Round::ask(WorkerCommand::Kind what, std::uint32_t variant) {
  if (over()) return std::nullopt;
  if (!workers_[variant].gone) {
    static_cast<void>(process_.take_error());  // what is said from now on is this worker's
    process_.send({what, variant});
  }
  return next_answer(variant);
}

/// Listens until the worker has answered or is gone, or the whole round is over.
std::optional<Round::Answer> Round::next_answer(std::uint32_t variant) {
  Worker& worker = workers_[variant];
  while (!worker.gone) {
    const std::optional<WorkerMessage> message = next_message(worker, variant);
    if (over()) return std::nullopt;
    if (!message || worker.ending) continue;  // an answer that comes after the worker was given up
    if (std::optional<Answer> answer = answer_in(*message, variant)) return answer;
  }
  return *worker.gone;
}

/// The next message while one worker is waited for, whoever it is from; it has been heard. Empty when the worker was
/// silent for too long, which is ended then, or when the round is over.
std::optional<WorkerMessage> Round::next_message(Worker& worker, std::uint32_t variant) {
  const Seconds patience = worker.ending ? end_patience : settings_.patience;
  std::optional<WorkerMessage> message = process_.next_message(patience, &interrupt_);
  if (interrupted()) return std::nullopt;
  if (!message && process_.hung() && !worker.killed) {
    if (!worker.ending) worker.last_words = hang_of(patience, process_.take_error());
    worker.ending = worker.killed = true;
    process_.send({WorkerCommand::Kind::kill, variant});
  } else if (!message || std::holds_alternative<EndMessage>(*message)) {
    failure_ = process_.last_words();
  } else {
    hear(*message);
  }
  return message;
}

void Round::hear(const WorkerMessage& message) {
  if (const auto* complaint = std::get_if<ComplaintMessage>(&message)) settings_.complain(complaint->text);
  if (const auto* failed = std::get_if<FailureMessage>(&message)) hear_failure(*failed);
  if (const auto* gone = std::get_if<GoneMessage>(&message)) hear_end(*gone);
  if (const auto* bad = std::get_if<BadFileMessage>(&message)) {
    failure_ = Failure{Failure::Kind::bad_file, bad->text, {}, {}};
  }
}

void Round::hear_failure(const FailureMessage& message) {
  if (message.variant) {
    Worker& worker = workers_[*message.variant];
    worker.ending = true;
    if (!worker.last_words) worker.last_words = message.failure;
    return;
  }
  failure_ = message.failure;
  // A worker that failed for this very reason has said its own words first.
  for (const auto& [variant, worker] : workers_) {
    if (worker.last_words && !worker.gone) failure_->detail += worker.last_words->reason;
  }
}

void Round::hear_end(const GoneMessage& message) {
  Worker& worker = workers_[message.variant];
  worker.gone =
      worker.last_words
          ? *worker.last_words
          : crash_of(
                {.exit_code = message.exit_code, .signal = message.signal, .standard_error = process_.take_error()});
}

void Round::finish() {
  for (const auto& [variant, worker] : workers_) {
    if (!over() && !worker.gone) finish(variant);
  }
  if (over()) return;
  process_.end_commands();
  while (const auto message = process_.next_message(end_patience, &interrupt_)) hear(*message);
}

void Round::finish(std::uint32_t variant) {
  const std::optional<Answer> answer = ask(WorkerCommand::Kind::finish, variant);
  if (!answer) return;
  if (const auto* failure = std::get_if<Failure>(&*answer)) {
    settings_.complain(fmt::format("{}/{}, after it had been measured: {}", hotspot_.id,
                                   hotspot_.variants.at(variant).id.text(), failure->reason));
    return;
  }
  Worker& worker = workers_[variant];
  worker.ending = true;
  while (!worker.gone && !over()) static_cast<void>(next_message(worker, variant));
}

}  // namespace greenbench
