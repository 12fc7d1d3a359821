// An emulated machine, metered as the program would do it: through "auto". Its counters and its clock move only when
// told to, so that every joule is known.
//
//   MeteredMachine metered{[](EmulatedMachine& machine) { machine.add_zone({.name = "package-0", .watts = 50.0}); }};
//   metered.use(2.0).total;                       // 100 J
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "counters/meter/meter.hpp"
#include "counters/probe.hpp"
#include "tests/counters/simulated_machine.hpp"
#include "tests/support/emulated_machine.hpp"
#include "tests/support/power_driver.hpp"

namespace greenbench::testing {

/// What "auto" finds on a machine.
inline Selection select_automatically(const EmulatedMachine& machine) {
  ProbeContext context;
  context.roots = machine.roots();
  context.power_model = choose_power_model(machine.roots());
  context.processes = std::make_shared<ProcessUsage>(machine.roots());
  context.nvml_library = "not-there.so";  // of the machine that runs the test
  return select_sources(std::vector<std::string>{"auto"}, context);
}

class MeteredMachine {
 public:
  /// `build` lays out the zones.
  explicit MeteredMachine(const std::function<void(EmulatedMachine&)>& build) {
    build(machine_);
    Selection selection = select_while_counters_move();
    EnergyMeter::Options options;
    options.clock = clock_;
    for (const std::unique_ptr<EnergySource>& source : selection.sources) {
      // No update period is known, so that no edge is waited for: the counters stand still meanwhile.
      options.update_periods.resize(options.update_periods.size() + source->domains().size());
    }
    meter_.emplace(std::move(selection.sources), std::move(options));
    driver_.emplace(machine_, PowerDriver::Options{.threaded = false});
    advance(1.0);
  }

  /// The counters move in the middle: a guard that reads meanwhile sees no energy without time.
  void advance(double seconds) {
    clock_->advance(Seconds{0.5 * seconds});
    driver_->advance(seconds);
    clock_->advance(Seconds{0.5 * seconds});
  }

  /// A region in whose middle something happens.
  std::variant<EnergyUse, MeterFault> measure(
      double seconds, const std::function<void()>& in_the_middle = [] {}) {
    meter_->start();
    advance(0.5 * seconds);
    in_the_middle();
    advance(0.5 * seconds);
    meter_->stop();
    return meter_->result();
  }

  EnergyUse use(double seconds) {
    auto result = measure(seconds);
    if (const auto* fault = std::get_if<MeterFault>(&result)) throw std::runtime_error{fault->reason};
    return std::get<EnergyUse>(std::move(result));
  }

  [[nodiscard]] std::vector<std::string> names(bool counted) const {
    std::vector<std::string> found;
    for (const Domain& domain : domains()) {
      if (domain.counted == counted) found.push_back(domain.name);
    }
    return found;
  }

  [[nodiscard]] const std::vector<Domain>& domains() const { return meter_->domains(); }
  [[nodiscard]] const Domain& domain(const std::string& name) const { return domains().at(index_of(name)); }

  [[nodiscard]] std::size_t index_of(const std::string& name) const {
    for (std::size_t i = 0; i < domains().size(); ++i) {
      if (domains()[i].name == name) return i;
    }
    throw std::out_of_range{"no domain " + name};
  }

  /// What rounding at both ends of a region can cost: two steps of every counted counter.
  [[nodiscard]] double rounding() const {
    double joules = 0.0;
    for (const Domain& domain : domains()) {
      if (domain.counted) joules += 2.0 * domain.resolution.value();
    }
    return joules;
  }

  [[nodiscard]] EmulatedMachine& machine() { return machine_; }
  [[nodiscard]] PowerDriver& driver() { return *driver_; }

 private:
  /// Dies that mirror one counter are told by how they move while the source is being opened.
  [[nodiscard]] Selection select_while_counters_move() {
    const PowerDriver live{machine_, {}};
    return select_automatically(machine_);
  }

  EmulatedMachine machine_;
  std::shared_ptr<SimulatedClock> clock_ = std::make_shared<SimulatedClock>();
  std::optional<EnergyMeter> meter_;
  std::optional<PowerDriver> driver_;
};

}  // namespace greenbench::testing
