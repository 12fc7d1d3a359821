// A meter on simulated counters.
//
//   Bench bench{one_socket()};
//   EnergyUse use = bench.use(0.1);             // a region of 100 ms
//   use.total;                                  // 54 W x 0.1 s
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "counters/meter.hpp"
#include "tests/counters/simulated_machine.hpp"

namespace greenbench::testing {

struct Bench {
  explicit Bench(std::vector<SimulatedCounter> counters, std::vector<std::optional<Seconds>> periods = {}) {
    auto owned = std::make_unique<SimulatedSource>(clock, std::move(counters));
    source = owned.get();
    std::vector<std::unique_ptr<EnergySource>> sources;
    sources.push_back(std::move(owned));
    EnergyMeter::Options options;
    options.update_periods = std::move(periods);
    options.clock = clock;
    meter.emplace(std::move(sources), std::move(options));
  }

  std::variant<EnergyUse, MeterFault> measure(double seconds) {
    meter->start();
    clock->advance(Seconds{seconds});
    meter->stop();
    return meter->result();
  }
  EnergyUse use(double seconds) { return std::get<EnergyUse>(measure(seconds)); }
  MeterFault fault(double seconds) { return std::get<MeterFault>(measure(seconds)); }

  std::shared_ptr<SimulatedClock> clock = std::make_shared<SimulatedClock>();
  SimulatedSource* source = nullptr;
  std::optional<EnergyMeter> meter;
};

/// 54 W in all.
inline std::vector<SimulatedCounter> one_socket() {
  return {{.name = "package-0", .watts = 50.0}, {.name = "dram-0", .watts = 4.0}};
}

}  // namespace greenbench::testing
