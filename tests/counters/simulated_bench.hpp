// A meter on simulated counters, and how far it is from the truth over many regions.
//
//   Bench bench{one_socket()};
//   EnergyUse use = bench.use(0.1);             // a region of 100 ms
//   Errors errors = errors_at_constant_power(bench, 0.1, package_watts + dram_watts);
#pragma once

#include <cmath>
#include <memory>
#include <optional>
#include <random>
#include <utility>
#include <variant>
#include <vector>

#include "counters/meter/meter.hpp"
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

inline constexpr double package_watts = 50.0;
inline constexpr double dram_watts = 4.0;

inline std::vector<SimulatedCounter> one_socket() {
  return {{.name = "package-0", .watts = package_watts}, {.name = "dram-0", .watts = dram_watts}};
}

struct Errors {
  double mean_relative = 0.0;  ///< mean of |measured / true - 1|
  double covered = 0.0;        ///< share of repetitions whose stated uncertainty covers the truth
  double mean_stated = 0.0;    ///< mean stated uncertainty, as a share of the energy
};

/// Many regions at any phase of the counters' updates, at constant power.
inline Errors errors_at_constant_power(Bench& bench, double region, double watts) {
  std::mt19937 random{7};
  std::uniform_real_distribution<double> pause{0.0, 5e-3};
  constexpr int repetitions = 400;
  Errors errors;
  for (int i = 0; i < repetitions; ++i) {
    bench.clock->advance(Seconds{pause(random)});
    const EnergyUse use = bench.use(region);
    const Joules truth = Watts{watts} * use.wall;
    const double error = std::abs((use.total - truth).value());
    errors.mean_relative += error / truth.value() / repetitions;
    errors.covered += error <= use.total_uncertainty.value() ? 1.0 / repetitions : 0.0;
    errors.mean_stated += use.total_uncertainty / truth / repetitions;
  }
  return errors;
}

/// What is asked of regions of one length.
struct Accuracy {
  double region;
  double error;   ///< allowed, relative
  double stated;  ///< the stated uncertainty must not be wider than this
};

}  // namespace greenbench::testing
