#include "tests/bench/array_bandwidth.hpp"

#include <benchmark/benchmark.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <random>
#include <stdexcept>
#include <vector>

#include "counters/probe.hpp"
#include "harness/worker/measuring.hpp"
#include "harness/worker/repetition.hpp"
#include "workloads/catalog.hpp"

namespace greenbench {
namespace {

/// Bytes per element over the memory bus, and as STREAM counts them.
constexpr double triad_moved = 32.0;
constexpr double triad_asked = 24.0;
constexpr double variant_moved = 24.0;
constexpr double variant_asked = 16.0;
constexpr std::uint64_t least_array_bytes = std::uint64_t{128} * 1024 * 1024;

/// a = b + s c
class Triad final : public Variant {
 public:
  explicit Triad(std::size_t length) : a_(length, 0.0), b_(length, 1.0), c_(length, 2.0) {}
  Answer answer() override { return {}; }
  void run(benchmark::State& state) override {
    for (auto _ : state) {
      for (std::size_t i = 0; i < a_.size(); ++i) a_[i] = b_[i] + 3.0 * c_[i];
      benchmark::DoNotOptimize(a_.data());
      benchmark::ClobberMemory();
    }
  }

 private:
  std::vector<double> a_;
  std::vector<double> b_;
  std::vector<double> c_;
};

std::uint64_t last_level_cache() {
  for (const int level : {_SC_LEVEL4_CACHE_SIZE, _SC_LEVEL3_CACHE_SIZE, _SC_LEVEL2_CACHE_SIZE}) {
    if (const long bytes = sysconf(level); bytes > 0) return static_cast<std::uint64_t>(bytes);
  }
  return 0;
}

const NativeHotspot& apply_tax() {
  for (const NativeHotspot& hotspot : native_hotspots()) {
    if (hotspot.info.id == "numeric/apply_tax") return hotspot;
  }
  throw std::runtime_error{"numeric/apply_tax is not in the catalog"};
}

Variant& eigen_inplace(LoadedHotspot& hotspot) {
  const std::vector<VariantInfo>& variants = apply_tax().info.variants;
  for (std::size_t i = 0; i < variants.size(); ++i) {
    if (variants[i].name == "eigen_inplace") return *hotspot.variants()[i];
  }
  throw std::runtime_error{"numeric/apply_tax has no eigen_inplace"};
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

/// One of two, which change places between repetitions: a runner has one variant, as a worker does.
class EitherOf final : public Variant {
 public:
  Answer answer() override { return {}; }
  void run(benchmark::State& state) override { chosen->run(state); }
  Variant* chosen = nullptr;
};

struct PairSeconds {
  double triad = 0.0;
  double variant = 0.0;
};

std::vector<PairSeconds> time_pairs(Triad& triad, Variant& variant, int pairs) {
  const auto processes = std::make_shared<ProcessUsage>(FileRoots{});
  const ProbeContext context{{}, choose_power_model({}), processes};
  EnergyMeter meter{select_sources(std::vector<std::string>{"estimate"}, context).sources, {}};
  const ExplanatoryCounters counters{{}, processes};
  EitherOf either;
  RepetitionRunner runner{{"bench/either", &either}, meter, counters};
  runner.fix({.iterations = 1, .untimed_calls = 0});
  const auto seconds_of = [&](Variant& one) {
    either.chosen = &one;
    return runner.run().library_time.value();
  };
  std::mt19937 random{12};
  std::vector<PairSeconds> timed;
  for (int i = 0; i < pairs + 1; ++i) {
    PairSeconds seconds;
    const auto run_triad = [&] { seconds.triad = seconds_of(triad); };
    const bool triad_first = (random() & 1U) != 0;
    if (triad_first) run_triad();
    seconds.variant = seconds_of(variant);
    if (!triad_first) run_triad();
    if (i > 0) timed.push_back(seconds);  // the first pair touches the pages
  }
  return timed;
}

}  // namespace

ArrayBandwidth measure_array_bandwidth(int pairs) {
  ArrayBandwidth found;
  found.last_level_cache_bytes = last_level_cache();
  // Two arrays of twice the cache each: four times what it holds, so that nothing of a pass is left for the next.
  found.array_bytes = std::max(2 * found.last_level_cache_bytes, least_array_bytes);
  const std::uint64_t length = found.array_bytes / sizeof(double);
  Triad triad{length};
  const auto hotspot = apply_tax().load(length);
  std::vector<double> triads;
  std::vector<double> variants;
  std::vector<double> ratios;
  for (const PairSeconds& pair : time_pairs(triad, eigen_inplace(*hotspot), pairs)) {
    triads.push_back(triad_moved * static_cast<double>(length) / pair.triad);
    variants.push_back(variant_moved * static_cast<double>(length) / pair.variant);
    ratios.push_back(variants.back() / triads.back());
  }
  found.triad_bytes_per_second = median(triads);
  found.variant_bytes_per_second = median(variants);
  found.ratio = median(ratios);
  found.ratio_without_fetches = found.ratio * (variant_asked / variant_moved) / (triad_asked / triad_moved);
  return found;
}

}  // namespace greenbench
