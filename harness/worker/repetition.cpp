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

/// The library appends "/iterations:N/repeats:1/real_time" to a name and takes a regular expression.
std::string exact_pattern(const std::string& name) {
  std::string escaped;
  for (const char c : name) {
    if (std::string_view{".[]{}()*+?^$|\\"}.find(c) != std::string_view::npos) escaped += '\\';
    escaped += c;
  }
  return "^" + escaped + "(/|$)";
}

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
  std::vector<NamedVariant> variants;
  std::vector<std::string> patterns;
  std::vector<std::uint64_t> iterations;
  EnergyMeter& meter;
  const ExplanatoryCounters& counters;
  KeepingReporter reporter;
  Repetition current;

  /// Runs what is registered under a pattern, and checks that exactly one thing ran and did not fail.
  const benchmark::BenchmarkReporter::Run& run_registered(std::size_t variant) {
    reporter.clear();
    const std::size_t matched = benchmark::RunSpecifiedBenchmarks(&reporter, patterns[variant]);
    const NamedVariant& named = variants[variant];
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
  void measure(benchmark::State& state, Variant& variant) {
    current.started_at = unix_seconds_now();
    current.before = counters.read();
    meter.start();
    variant.run(state);
    meter.stop();
    current.after = counters.read();
  }
};

RepetitionRunner::RepetitionRunner(std::vector<NamedVariant> variants, EnergyMeter& meter,
                                   const ExplanatoryCounters& counters)
    : state_(new State{std::move(variants), {}, {}, meter, counters, {}, {}}) {
  for (const NamedVariant& named : state_->variants) state_->patterns.push_back(exact_pattern(named.name));
}

RepetitionRunner::~RepetitionRunner() {
  benchmark::ClearRegisteredBenchmarks();
}

std::uint64_t RepetitionRunner::calibrate(std::size_t variant, Seconds region) {
  const NamedVariant& named = state_->variants[variant];
  if (named.variant->needs_reset()) return 1;
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(named.name.c_str(), [&](benchmark::State& state) { named.variant->run(state); })
      ->UseRealTime()
      ->MinTime(region.value());
  const auto& run = state_->run_registered(variant);
  // The library aims 40% beyond the wanted time; ask for no more than is needed.
  const double seconds_per_iteration = run.real_accumulated_time / static_cast<double>(run.iterations);
  const double needed = std::ceil(region.value() / std::max(seconds_per_iteration, 1e-12));
  return static_cast<std::uint64_t>(std::clamp(needed, 1.0, static_cast<double>(run.iterations)));
}

void RepetitionRunner::run_once(std::size_t variant) {
  const NamedVariant& named = state_->variants[variant];
  reset_inputs(named);
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark(named.name.c_str(), [&](benchmark::State& state) { named.variant->run(state); })
      ->UseRealTime()
      ->Iterations(1);
  static_cast<void>(state_->run_registered(variant));
}

void RepetitionRunner::fix_iterations(std::span<const std::uint64_t> iterations) {
  state_->iterations.assign(iterations.begin(), iterations.end());
  benchmark::ClearRegisteredBenchmarks();
  for (std::size_t i = 0; i < state_->variants.size(); ++i) {
    const NamedVariant& named = state_->variants[i];
    benchmark::RegisterBenchmark(
        named.name.c_str(), [state = state_.get(), &named](benchmark::State& s) { state->measure(s, *named.variant); })
        ->UseRealTime()
        ->Iterations(static_cast<benchmark::IterationCount>(iterations[i]))
        ->Repetitions(1);
  }
}

Repetition RepetitionRunner::run(std::size_t variant) {
  reset_inputs(state_->variants[variant]);
  const auto& run = state_->run_registered(variant);
  const std::uint64_t expected = state_->iterations[variant];
  if (static_cast<std::uint64_t>(run.iterations) != expected) {
    throw VariantFailed{state_->variants[variant].name,
                        fmt::format("the library ran {} iterations instead of {}", run.iterations, expected)};
  }
  Repetition finished = state_->current;
  finished.iterations = expected;
  finished.library_time = Seconds{run.real_accumulated_time};
  finished.energy = state_->meter.result();
  return finished;
}

}  // namespace greenbench
