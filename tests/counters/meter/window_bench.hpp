// A window meter on simulated counters.
//
//   WindowBench bench{one_socket()};
//   EnergyWindow window = bench.open();
//   bench.clock->advance(Seconds{1.0});
//   EnergyUse use = bench.use(window);
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "counters/meter/window_meter.hpp"
#include "tests/counters/simulated_bench.hpp"

namespace greenbench::testing {

struct WindowBench {
  explicit WindowBench(std::vector<SimulatedCounter> counters) {
    auto owned = std::make_unique<SimulatedSource>(clock, std::move(counters));
    source = owned.get();
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::move(owned));
    EnergyMeter::Options options;
    options.clock = clock;
    meter.emplace(std::move(sources), std::move(options));
  }

  EnergyWindow open(WindowEnds ends = WindowEnds::at_once) { return meter->open(ends); }
  EnergyUse use(const EnergyWindow& window) { return std::get<EnergyUse>(meter->close(window).energy); }
  MeterFault fault(const EnergyWindow& window) { return std::get<MeterFault>(meter->close(window).energy); }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  SimulatedSource* source = nullptr;
  std::optional<WindowMeter> meter;
};

/// 100 kJ in ticks of 10 mJ, at 50 W: it wraps every 2,000 s. Its guard's thread sleeps for longer than a test takes,
/// so that guard readings are the test's.
inline std::vector<SimulatedCounter> wrapping_counter() {
  return {{.name = "package-0", .watts = 50.0, .unit = 0.01, .modulus = 10'000'000, .maximum_watts = 100.0}};
}

inline bool is_power_times_time(const EnergyUse& use, double watts) {
  return std::abs(use.total.value() - watts * use.wall.value()) <= use.total_uncertainty.value();
}

}  // namespace greenbench::testing
