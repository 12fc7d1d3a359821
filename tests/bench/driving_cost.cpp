#include "tests/bench/driving_cost.hpp"

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "counters/probe.hpp"
#include "harness/protocol/worker_protocol.hpp"
#include "harness/worker/measuring.hpp"
#include "harness/worker/repetition.hpp"

namespace greenbench {
namespace {

/// Plain work without allocation, so that the time beside it is all the harness's.
class Spin final : public Variant {
 public:
  Answer answer() override { return {}; }
  void run(benchmark::State& state) override {
    for (auto _ : state) {
      double sum = 0.0;
      for (int i = 0; i < 1000; ++i) benchmark::DoNotOptimize(sum += i);
    }
  }
};

double seconds_now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
  return values[values.size() / 2];
}

}  // namespace

DrivingCost measure_driving_cost(Seconds region, int repetitions) {
  const auto processes = std::make_shared<ProcessUsage>(FileRoots{});
  const ProbeContext context{{}, choose_power_model({}, std::nullopt), processes};
  EnergyMeter meter{select_sources(std::vector<std::string>{"estimate"}, context).sources, {}};
  Spin spin;
  const ExplanatoryCounters counters{{}, processes};
  RepetitionRunner runner{{{"bench/driving/cpp:spin", &spin}}, meter, counters};
  runner.fix_iterations(std::vector<std::uint64_t>{runner.calibrate(0, region)});

  // Medians: a neighbour that takes the processor away for a while is not our cost.
  std::vector<double> outside;
  std::vector<double> excess;
  std::size_t bytes = 0;
  for (int i = 0; i < repetitions; ++i) {
    const double start = seconds_now();
    const Repetition repetition = runner.run(0);
    bytes += to_json(WorkerMessage{BlockMessage{{to_sample(repetition)}}}).dump().size();
    const double whole = seconds_now() - start;
    const double window = std::get<EnergyUse>(repetition.energy).wall.value();
    outside.push_back((whole - window) / window);
    excess.push_back((window - repetition.library_time.value()) / repetition.library_time.value());
  }
  benchmark::DoNotOptimize(bytes);
  return {median(outside), median(excess)};
}

}  // namespace greenbench
