#include "harness/doctor/calibration_load.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <ranges>
#include <thread>

#include "harness/command_line/failure.hpp"
#include "harness/protocol/seeds.hpp"

namespace greenbench {
namespace {

constexpr int most_levels = 8;

using SteadyTime = std::chrono::steady_clock::time_point;

/// Arithmetic in registers, as much of it as fits until then. The answer is of no use, but the compiler must not know.
void stay_busy_until(SteadyTime end) {
  constexpr int steps_between_looks = 10'000;
  RandomStream random{1};
  double sum = 0.0;
  volatile double answer = 0.0;
  while (std::chrono::steady_clock::now() < end) {
    for (int i = 0; i < steps_between_looks; ++i) sum += static_cast<double>(random.next() >> 32U) * 0.5;
    answer = sum;
  }
  static_cast<void>(answer);
}

/// Counters that belong to memory rather than to the processor, by the names that all sources give them.
bool is_memory(const Domain& domain) {
  return domain.name.starts_with("dram");
}

LoadObservation observation_of(const EnergyUse& use, const std::vector<Domain>& domains, Seconds cpu) {
  LoadObservation seen{.wall = use.wall, .cpu = cpu, .processor = {}, .memory = {}};
  for (std::size_t i = 0; i < domains.size(); ++i) {
    if (!domains[i].counted) continue;
    if (is_memory(domains[i])) {
      seen.memory = seen.memory.value_or(Joules{}) + use.domains[i];
    } else {
      seen.processor += use.domains[i];
    }
  }
  return seen;
}

LoadObservation observe(const LoadRig& rig, int threads, Seconds duration) {
  rig.meter.start();
  const Seconds before = rig.cpu_time();
  rig.run_load(threads, duration);
  const Seconds after = rig.cpu_time();
  rig.meter.stop();
  const auto result = rig.meter.result();
  if (const auto* fault = std::get_if<MeterFault>(&result)) throw CannotMeasure{fault->reason};
  return observation_of(std::get<EnergyUse>(result), rig.meter.domains(), after - before);
}

}  // namespace

std::vector<int> load_levels(int cpus) {
  const int count = std::min(cpus, most_levels);
  std::vector<int> levels = {0};
  for (int i = 1; i <= count; ++i) levels.push_back(static_cast<int>(std::lround(double(cpus) * i / count)));
  return levels;
}

void run_busy_threads(int threads, Seconds duration) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::nanoseconds{std::llround(duration.value() * 1e9)};
  std::vector<std::thread> running;
  for (int i = 0; i < threads; ++i) running.emplace_back(stay_busy_until, end);
  std::this_thread::sleep_until(end);
  for (std::thread& thread : running) thread.join();
}

std::vector<LoadObservation> observe_loads(const LoadRig& rig, std::span<const int> levels, Seconds duration) {
  std::vector<int> order{levels.begin(), levels.end()};
  order.insert(order.end(), levels.rbegin(), levels.rend());
  std::vector<LoadObservation> seen;
  for (const int level : order) seen.push_back(observe(rig, level, duration));
  return seen;
}

}  // namespace greenbench
