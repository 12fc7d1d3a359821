#include "harness/worker/repetition.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "counters/system/clock.hpp"

namespace greenbench {
namespace {

/// Keeps what the library reports instead of printing it.
class KeepingReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override { runs_.insert(runs_.end(), runs.begin(), runs.end()); }

  void clear() { runs_.clear(); }
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }

 private:
  std::vector<Run> runs_;
};

/// What the library knows the work by, and the regular expressions that find it: the library appends
/// "/iterations:N/repeats:1/real_time". A variant's own name may be anything, and is nothing that a pattern could hold.
constexpr const char* measured_name = "measured";
constexpr const char* measured_pattern = "^measured(/|$)";
constexpr const char* untimed_name = "untimed";
constexpr const char* untimed_pattern = "^untimed(/|$)";

/// Why the library gave a run up, if it did. The members' names changed in its version 1.8.
template <class Run>
std::optional<std::string> reason_of_skip(const Run& run) {
  if constexpr (requires { run.skip_message; }) {
    return run.skipped != 0 ? std::optional{run.skip_message} : std::nullopt;
  } else {
    return run.error_occurred ? std::optional{run.error_message} : std::nullopt;
  }
}

void reset_inputs(const NamedVariant& named) {
  try {
    named.variant->reset();
  } catch (const std::exception& error) {
    throw VariantFailed{named.name, error.what()};
  }
}

}  // namespace

struct RepetitionRunner::State {
  NamedVariant named;
  EnergyMeter& meter;
  const ExplanatoryCounters& counters;
  Turn turn = {};
  KeepingReporter reporter = {};
  Repetition current = {};

  /// Runs what is registered under a pattern, and checks that exactly one thing ran and did not fail.
  const benchmark::BenchmarkReporter::Run& run_registered(const char* registered) {
    reporter.clear();
    const std::size_t matched = benchmark::RunSpecifiedBenchmarks(&reporter, registered);
    if (matched != 1 || reporter.runs().size() != 1) {
      throw VariantFailed{named.name,
                          fmt::format("{} benchmarks matched, {} ran, expected one", matched, reporter.runs().size())};
    }
    const auto& run = reporter.runs().front();
    if (const std::optional<std::string> reason = reason_of_skip(run)) {
      const std::string failure = named.variant->failure();
      throw VariantFailed{named.name, failure.empty() ? *reason : failure};
    }
    return run;
  }

  /// The body that the library calls once per repetition.
  void measure(benchmark::State& state) {
    current.started_at = unix_seconds_now();
    current.before = counters.read();
    meter.start();
    named.variant->run(state);
    meter.stop();
    current.after = counters.read();
  }
};

RepetitionRunner::RepetitionRunner(NamedVariant variant, EnergyMeter& meter, const ExplanatoryCounters& counters)
    : state_(new State{std::move(variant), meter, counters}) {}

RepetitionRunner::~RepetitionRunner() {
  benchmark::ClearRegisteredBenchmarks();
}

Seconds RepetitionRunner::seconds_per_iteration(Seconds region) {
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(measured_name, [this](benchmark::State& state) { state_->named.variant->run(state); })
      ->UseRealTime()
      ->MinTime(region.value());
  const auto& run = state_->run_registered(measured_pattern);
  return Seconds{run.real_accumulated_time / static_cast<double>(run.iterations)};
}

void RepetitionRunner::run_once() {
  static_cast<void>(seconds_of_one());
}

Seconds RepetitionRunner::seconds_of_one() {
  reset_inputs(state_->named);
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(measured_name, [this](benchmark::State& state) { state_->named.variant->run(state); })
      ->UseRealTime()
      ->Iterations(1);
  return Seconds{state_->run_registered(measured_pattern).real_accumulated_time};
}

void RepetitionRunner::fix(const Turn& turn) {
  state_->turn = turn;
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(measured_name, [state = state_.get()](benchmark::State& s) { state->measure(s); })
      ->UseRealTime()
      ->Iterations(static_cast<benchmark::IterationCount>(turn.iterations))
      ->Repetitions(1);
  if (turn.untimed_calls == 0) return;
  benchmark::RegisterBenchmark(untimed_name,
                               [state = state_.get()](benchmark::State& s) { state->named.variant->run(s); })
      ->UseRealTime()
      ->Iterations(
          static_cast<benchmark::IterationCount>(state_->named.variant->needs_reset() ? 1 : turn.untimed_calls))
      ->Repetitions(1);
}

void RepetitionRunner::warm() {
  if (state_->turn.untimed_calls == 0) return;
  const std::uint64_t runs = state_->named.variant->needs_reset() ? state_->turn.untimed_calls : 1;
  for (std::uint64_t run = 0; run < runs; ++run) {
    reset_inputs(state_->named);
    static_cast<void>(state_->run_registered(untimed_pattern));
  }
}

Repetition RepetitionRunner::run() {
  reset_inputs(state_->named);
  const auto& run = state_->run_registered(measured_pattern);
  const std::uint64_t expected = state_->turn.iterations;
  if (static_cast<std::uint64_t>(run.iterations) != expected) {
    throw VariantFailed{state_->named.name,
                        fmt::format("the library ran {} iterations instead of {}", run.iterations, expected)};
  }
  Repetition finished = state_->current;
  finished.iterations = expected;
  finished.library_time = Seconds{run.real_accumulated_time};
  finished.energy = state_->meter.result();
  return finished;
}

}  // namespace greenbench
