// The meter: one region of work between two reads of every source.
//
//   EnergyMeter meter{std::move(sources), {}};
//   meter.start();  work();  meter.stop();
//   std::variant<EnergyUse, MeterFault> use = meter.result();
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counters/meter/energy_use.hpp"
#include "counters/meter/source_group.hpp"
#include "counters/source/source.hpp"
#include "counters/system/clock.hpp"

namespace greenbench {

class EnergyMeter {
 public:
  struct Options {
    /// Update periods found by an earlier measurement, one per domain of domains(). Empty: measure now.
    std::vector<std::optional<Seconds>> update_periods = {};
    /// Their jitters (Domain::update_jitter), one per domain. Empty: not known, or measured together with the periods.
    std::vector<std::optional<Seconds>> update_jitters = {};
    /// Empty: CLOCK_MONOTONIC_RAW.
    std::shared_ptr<Clock> clock = {};
  };

  EnergyMeter(std::vector<std::unique_ptr<EnergySource>> sources, Options options);
  ~EnergyMeter();
  EnergyMeter(const EnergyMeter&) = delete;
  EnergyMeter& operator=(const EnergyMeter&) = delete;

  /// All domains of all sources, sources in order.
  [[nodiscard]] const std::vector<Domain>& domains() const;

  /// Indices of the counted domains whose counters do not move, see standing_still(). Takes a second where there are
  /// any.
  [[nodiscard]] std::vector<std::size_t> find_dead_domains();

  /// Waits for an update edge where counters move in steps, then reads the clock and the counters.
  void start() noexcept;
  /// Reads the counters and the clock, then follows the counters to their next edge to interpolate the end. A counted
  /// one that did not move all the while, or that is overdue, is watched on: when it stands still as long as a dead one
  /// does (longest_standstill), the region is a fault.
  void stop() noexcept;
  /// What the region between the last start() and stop() used.
  [[nodiscard]] std::variant<EnergyUse, MeterFault> result() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// The sources as one, with the update periods of `options`, or measured now. Throws std::invalid_argument for a wrong
/// number of them.
[[nodiscard]] SourceGroup group_with_periods(std::vector<std::unique_ptr<EnergySource>> sources,
                                             EnergyMeter::Options options);

}  // namespace greenbench
