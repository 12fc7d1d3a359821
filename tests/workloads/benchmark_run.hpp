// Runs a variant through Google Benchmark the way a repetition does: fixed iterations, once.
//
//   run_iterations(*hotspot->variants()[0], 7);      // the callable has been called 7 times
#pragma once

#include <benchmark/benchmark.h>
#include <gtest/gtest.h>

#include "workloads/hotspot.hpp"

namespace greenbench {

class SilentReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& /*context*/) override { return true; }
  void ReportRuns(const std::vector<Run>& /*runs*/) override {}
};

inline void run_iterations(Variant& variant, benchmark::IterationCount iterations) {
  benchmark::ClearRegisteredBenchmarks();
  benchmark::RegisterBenchmark("variant", [&variant](benchmark::State& state) { variant.run(state); })
      ->UseRealTime()
      ->Iterations(iterations)
      ->Repetitions(1);
  SilentReporter reporter;
  ASSERT_EQ(benchmark::RunSpecifiedBenchmarks(&reporter, "^variant(/|$)"), 1U);
}

}  // namespace greenbench
