// ./dev bench: what the harness itself costs, and whether a native workload uses the machine, as ratios measured in
// this one run, against their targets.
#include <optional>

#include <fmt/format.h>

#include "tests/bench/analysis_cost.hpp"
#include "tests/bench/array_bandwidth.hpp"
#include "tests/bench/driving_cost.hpp"
#include "tests/bench/read_cost.hpp"
#include "tests/bench/sampling_cost.hpp"

namespace {

constexpr int repetitions = 400;
constexpr int read_pairs = 300;
constexpr int sampling_pairs = 1200;
constexpr int analyses = 5;
constexpr int bandwidth_pairs = 31;

void print_row(const char* what, double share, double target) {
  fmt::print("{:<72} {:7.3f}%  target at most {:.2f}%  {}\n", what, 100.0 * share, 100.0 * target,
             share <= target ? "met" : "NOT MET");
}

void bench_driving() {
  const greenbench::DrivingCost cost = greenbench::measure_driving_cost(greenbench::Seconds{0.01}, repetitions);
  fmt::print("Medians over {} repetitions with 10 ms regions, shares of measured time\n", repetitions);
  print_row("driving a turn through its round, outside its energy window", cost.outside_window, 0.01);
  print_row("energy window beyond Google Benchmark's own timer", cost.window_excess, 0.0015);
}

void bench_reading() {
  const greenbench::ReadCost cost = greenbench::measure_read_cost(read_pairs);
  fmt::print("\nMedian over {} pairs of 500 reads each, emulated powercap, {} counters, {:.2f} us of bare calls\n",
             read_pairs, cost.counters, cost.bare.value() * 1e6);
  print_row("reading all counters beyond the bare system calls", cost.ratio - 1.0, 0.15);
}

void bench_sampling() {
  const std::optional<greenbench::SamplingCost> cost = greenbench::measure_sampling_cost(sampling_pairs);
  if (!cost) {
    fmt::print("\nThe sampling thread's cost to work on another processor: not measured, there is only one\n");
    return;
  }
  fmt::print("\nOver {} pairs of {:.0f} ms blocks, a triad over {:.0f} MiB beside {:.0f} samples a second\n",
             sampling_pairs, cost->block.value() * 1e3, cost->array_mebibytes, cost->samples_per_second);
  const char* verdict = cost->high <= 0.0025 ? "met" : cost->low > 0.0025 ? "NOT MET" : "not resolved";
  fmt::print("{:<72} {:7.3f}%  target at most {:.2f}%  {}\n",
             "slowdown by a power sampling thread on another processor", 100.0 * cost->slowdown, 0.25, verdict);
  fmt::print("  95% interval {:.3f}% to {:.3f}%, decides; the thread used {:.2f}% of its processor\n",
             100.0 * cost->low, 100.0 * cost->high, 100.0 * cost->thread_share);
}

void bench_analysis() {
  const greenbench::AnalysisCost cost = greenbench::measure_analysis_cost(analyses);
  fmt::print("\nCPU time of the fastest of {} analyses\n", analyses);
  fmt::print("{:<72} {:7.3f} s\n", "analysing 250,000 samples", cost.quarter_seconds);
  fmt::print("{:<72} {:7.3f} s  target at most 2 s  {}\n", "analysing 1,000,000 samples", cost.million_seconds,
             cost.million_seconds <= 2.0 ? "met" : "NOT MET");
  // log(1,000,000) / log(250,000) = 1.11, plus what a cache that no longer holds the samples costs.
  fmt::print("{:<72} {:7.2f} x  (n log n: 4.45 x)\n", "growth over four times the samples", cost.growth());
}

void bench_bandwidth() {
  const greenbench::ArrayBandwidth found = greenbench::measure_array_bandwidth(bandwidth_pairs);
  constexpr double target = 0.80;
  fmt::print(
      "\nMedians over {} pairs of passes over arrays of {:.0f} MiB, last-level cache {:.0f} MiB; the bytes include\n",
      bandwidth_pairs, static_cast<double>(found.array_bytes) / 1048576.0,
      static_cast<double>(found.last_level_cache_bytes) / 1048576.0);
  fmt::print(
      "those that an ordinary store fetches first: 32 per element of the triad a = b + s c, 24 of the variant\n");
  fmt::print("triad {:.2f} GB/s, numeric/apply_tax cpp:eigen_inplace {:.2f} GB/s\n",
             found.triad_bytes_per_second * 1e-9, found.variant_bytes_per_second * 1e-9);
  fmt::print("{:<72} {:8.3f}  target at least {:.2f}  {}\n", "bandwidth of eigen_inplace / triad", found.ratio, target,
             found.ratio >= target ? "met" : "NOT MET");
  fmt::print("  by STREAM's count, 24 and 16 bytes, it would be {:.3f}\n", found.ratio_without_fetches);
}

}  // namespace

int main() {
  bench_driving();
  bench_reading();
  bench_sampling();
  bench_analysis();
  bench_bandwidth();
  return 0;
}
