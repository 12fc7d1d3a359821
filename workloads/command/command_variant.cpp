#include "workloads/command/command_variant.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace greenbench {

bool IgnoredFailures::allow(int code) const {
  return code == 0 || all || std::ranges::find(codes, code) != codes.end();
}

CommandVariant::CommandVariant(CommandCalls calls) : calls_(std::move(calls)), runner_(calls_.command) {}

CommandVariant::~CommandVariant() {
  try {
    conclude();
  } catch (const std::exception&) {
    // Nobody is left to be told: what it concludes was measured.
    has_run_ = false;
  }
}

Command CommandVariant::beside(const std::vector<std::string>& arguments) const {
  return {.arguments = arguments, .folder = calls_.command.folder, .environment = calls_.command.environment};
}

void CommandVariant::conclude() {
  if (!has_run_) return;
  has_run_ = false;
  run_beside(beside(calls_.conclude), "--conclude");
}

void CommandVariant::reset() {
  conclude();
  if (const std::optional<std::string> left = CommandRunner::left_behind()) {
    throw std::runtime_error{"it leaves " + *left + " running; end it in the command, or with --conclude"};
  }
  run_beside(beside(calls_.prepare), "--prepare");
}

bool CommandVariant::call() {
  const CommandEnd end = runner_.run();
  has_run_ = true;
  peak_resident_bytes_ = std::max(peak_resident_bytes_, end.peak_resident_bytes);  // none is less than any
  if (calls_.ignored.allow(end.code)) return true;
  failure_ = end.last_words + (end.last_words.empty() || end.last_words.ends_with('\n') ? "" : "\n") + manner_of(end);
  return false;
}

Answer CommandVariant::answer() {
  reset();
  if (!call()) throw std::runtime_error{failure_};
  return {};
}

void CommandVariant::run(benchmark::State& state) {
  failure_.clear();
  try {
    for (auto _ : state) {
      if (call()) continue;
      state.SkipWithError(failure_.c_str());
      break;
    }
  } catch (const std::exception& error) {
    failure_ = error.what();
    state.SkipWithError(failure_.c_str());
  }
}

std::optional<ProcessCalls> CommandVariant::process_calls() const {
  return ProcessCalls{.warm_up_calls = calls_.warm_up_runs, .peak_resident_bytes = peak_resident_bytes_};
}

}  // namespace greenbench
