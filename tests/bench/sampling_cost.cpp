#include "tests/bench/sampling_cost.hpp"

#include <sched.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <cmath>
#include <random>
#include <span>
#include <system_error>
#include <vector>

#include <benchmark/benchmark.h>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "counters/source/power_sampler.hpp"
#include "counters/system/posix_file.hpp"
#include "tests/support/emulated_files.hpp"

namespace greenbench {
namespace {

using testing::CounterFile;
using testing::TemporaryFolder;

constexpr Seconds sampling_period{1e-3};
constexpr Seconds asleep{3600.0};

/// The processors of this thread, and of the threads that it starts; put back at the end.
class Affinity {
 public:
  Affinity() { check(sched_getaffinity(0, sizeof before_, &before_)); }
  ~Affinity() { sched_setaffinity(0, sizeof before_, &before_); }
  Affinity(const Affinity&) = delete;
  Affinity& operator=(const Affinity&) = delete;

  [[nodiscard]] std::vector<std::size_t> processors() const {
    std::vector<std::size_t> found;
    for (std::size_t cpu = 0; cpu < CPU_SETSIZE; ++cpu) {
      if (CPU_ISSET(cpu, &before_)) found.push_back(cpu);
    }
    return found;
  }
  static void move_to(std::size_t processor) {
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(processor, &set);
    check(sched_setaffinity(0, sizeof set, &set));
  }

 private:
  static void check(int result) {
    if (result != 0) throw std::system_error{errno, std::generic_category(), "affinity"};
  }
  cpu_set_t before_{};
};

/// a = b + s c over three arrays of 128 MiB: more than the largest last-level caches of today's servers that a virtual
/// machine shows. Half of them at a time, in turn, so that a block finds nothing of the block before.
class Triad {
 public:
  void run_block() {
    const std::size_t half = a_.size() / 2;
    const std::size_t first = next_half_ * half;
    for (std::size_t i = first; i < first + half; ++i) a_[i] = b_[i] + 3.0 * c_[i];
    benchmark::DoNotOptimize(a_.data());
    benchmark::ClobberMemory();
    next_half_ = 1 - next_half_;
  }
  [[nodiscard]] double mebibytes() const { return 3.0 * static_cast<double>(a_.size() * sizeof(double)) / 1048576.0; }

 private:
  static constexpr std::size_t length = std::size_t{128} * 1024 * 1024 / sizeof(double);
  std::vector<double> a_ = std::vector<double>(length, 0.0);
  std::vector<double> b_ = std::vector<double>(length, 1.0);
  std::vector<double> c_ = std::vector<double>(length, 2.0);
  std::size_t next_half_ = 0;
};

struct Block {
  Seconds cpu;
  Seconds wall;
  double thread_share = 0.0;
  double samples_per_second = 0.0;
};

/// Runs blocks beside a thread. The thread is there in all of them, so that starting it is in none of the differences.
class BlockRunner {
 public:
  BlockRunner(std::size_t work_on, std::size_t sample_on) : work_on_(work_on), sample_on_(sample_on) {
    power_.store(50'000'000);
    Affinity::move_to(work_on_);
    triad_.run_block();
    triad_.run_block();
  }

  Block run(Seconds period) {
    std::atomic<int> samples{0};
    const auto read = [&]() -> PowerRead {
      if (samples == 0) Affinity::move_to(sample_on_);
      const NumberRead number = read_number(sensor_.descriptor);
      ++samples;
      samples.notify_one();
      return {Watts{static_cast<double>(number.value) * 1e-6}, number.error};
    };
    PowerSampler sampler{{read}, {.period = period}};
    sampler.run_thread();
    samples.wait(0);  // from here on the thread is on its own processor
    const Seconds start = clock_.now();
    const Seconds start_cpu = cpu_.now();
    triad_.run_block();
    const Seconds cpu = cpu_.now() - start_cpu;
    const Seconds wall = clock_.now() - start;
    return {.cpu = cpu,
            .wall = wall,
            .thread_share = sampler.cost().value_or(0.0),
            .samples_per_second = (samples - 1) / wall.value()};
  }

  [[nodiscard]] double mebibytes() const { return triad_.mebibytes(); }

 private:
  std::size_t work_on_;
  std::size_t sample_on_;
  TemporaryFolder folder_;
  CounterFile power_{folder_.path() / "power1_average"};
  OpenedFile sensor_ = open_file(folder_.path() / "power1_average");
  RawMonotonicClock clock_;
  ThreadCpuClock cpu_;
  Triad triad_;
};

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

std::optional<SamplingCost> measure_sampling_cost(int pairs) {
  const Affinity affinity;
  const std::vector<std::size_t> processors = affinity.processors();
  if (processors.size() < 2) return std::nullopt;
  BlockRunner runner{processors.front(), processors.back()};
  std::mt19937 random{20};
  std::vector<double> log_ratios;
  std::vector<double> shares;
  std::vector<double> rates;
  std::vector<double> plain_seconds;
  for (int i = 0; i < pairs; ++i) {
    const bool sampled_first = (random() & 1U) != 0;
    const Block first = runner.run(sampled_first ? sampling_period : asleep);
    const Block second = runner.run(sampled_first ? asleep : sampling_period);
    const Block& with = sampled_first ? first : second;
    const Block& without = sampled_first ? second : first;
    log_ratios.push_back(std::log(with.cpu / without.cpu));
    shares.push_back(with.thread_share);
    rates.push_back(with.samples_per_second);
    plain_seconds.push_back(without.wall.value());
  }
  const std::optional<Interval> interval = SignedRank{log_ratios}.interval(0.95);
  if (!interval) return std::nullopt;
  return SamplingCost{.slowdown = std::expm1(hodges_lehmann(log_ratios)),
                      .low = std::expm1(interval->low),
                      .high = std::expm1(interval->high),
                      .thread_share = median(shares),
                      .samples_per_second = median(rates),
                      .block = Seconds{median(plain_seconds)},
                      .array_mebibytes = runner.mebibytes()};
}

}  // namespace greenbench
