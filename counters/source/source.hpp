// An energy source: a list of domains and one function that reads them all.
//
//   std::vector<std::uint64_t> ticks(source.domains().size());
//   if (std::error_code error = source.read(ticks)) report(source.last_failure(), error);
//   Joules first_domain = source.domains()[0].unit * static_cast<double>(ticks[0]);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "counters/units/units.hpp"

namespace greenbench {

/// One energy counter of a source, described once when the source is opened.
struct Domain {
  std::string name;   ///< as reports show it: "package-0", "dram-0", "cpu_active"
  std::string where;  ///< what was read: a zone's path, or the model that was used
  Joules unit;        ///< energy of one tick of the 64-bit value that read() fills
  Joules resolution;  ///< smallest step the hardware counts in; at least `unit`
  /// How far the true energy of a tick may be from `unit`, as a share of it: where the kernel rounds the hardware's
  /// unit.
  double unit_uncertainty = 0.0;
  /// The counter runs from 0 to wrap_modulus - 1, in ticks. Empty: it never wraps.
  std::optional<std::uint64_t> wrap_modulus;
  /// The counter is followed by somebody else who may lose count of it (the kernel, of a 32-bit register), unless it is
  /// read at least this often. Empty: reading is never due, but for the wraps.
  std::optional<Seconds> read_within = std::nullopt;
  /// How often the counter moves. Empty: it is exact at every read, or not measured yet.
  std::optional<Seconds> update_period;
  /// How far the times between updates typically are from `update_period`: their median absolute deviation. Empty: not
  /// measured.
  std::optional<Seconds> update_jitter;
  /// No true reading implies more than this. Used to tell a wrap from a reset and to pace guard reads.
  Watts maximum_power{500.0};
  Provenance provenance = Provenance::measured;
  bool counted = false;        ///< part of the total; core, uncore, psys and twins are shown but not counted
  bool whole_machine = false;  ///< what every other device uses is in it: nothing may be added
  /// For an estimate: what the joules are multiplied by when every model parameter is at the low, or the high, end
  /// of its range. 1 and 1 for a measured domain.
  double low_factor = 1.0;
  double high_factor = 1.0;
};

/// What one read filled: one tick value per domain, in the order of domains().
struct Reading {
  explicit Reading(std::size_t domain_count) : ticks(domain_count) {}
  std::vector<std::uint64_t> ticks;
  Seconds before;  ///< the clock just before the counters were read
  Seconds after;   ///< and just after
  /// The best single time for the reading.
  [[nodiscard]] Seconds at() const { return (before + after) * 0.5; }
};

/// Why a source cannot be used here. Data, not an exception: `doctor` shows it.
struct Unavailable {
  std::string source;  ///< "powercap"
  std::string reason;  ///< "no permission to read /sys/class/powercap/intel-rapl:0/energy_uj"
  std::string remedy;  ///< an exact command or sentence; never run by the program
};

class EnergySource {
 public:
  virtual ~EnergySource() = default;
  [[nodiscard]] virtual const std::string& name() const = 0;
  [[nodiscard]] virtual std::span<const Domain> domains() const = 0;
  /// Fills `ticks` (one per domain). Does not allocate, lock, print or throw. The guard of a wrapping counter reads
  /// from a second thread at the same time, so a source of which a domain wraps allows that. Returns an error when a
  /// counter could not be read; `ticks` is then undefined.
  [[nodiscard]] virtual std::error_code read(std::span<std::uint64_t> ticks) noexcept = 0;
  /// After a failed read: which file it was, for the message. Empty when the last read succeeded.
  [[nodiscard]] virtual std::string last_failure() const = 0;
};

}  // namespace greenbench
