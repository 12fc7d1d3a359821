// Drives an emulated machine's counters in ticks, at known power.
//
//   PowerDriver driver{machine, {}};          // threads, ticking every millisecond
//   driver.set_power(package, 50.0);
//   driver.reset(package);  driver.stall(package, true);  driver.make_unreadable(package);
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "tests/support/emulated_machine.hpp"

namespace greenbench::testing {

/// What a counter shows after `joules`: whole steps of the hardware's unit, modulo its range, in microjoules; one
/// without a range counts microjoules for ever.
[[nodiscard]] std::uint64_t shown_microjoules(double joules, std::optional<std::uint64_t> range_microjoules);

/// Watts at a time since the driver's start, in seconds.
using PowerScript = std::function<double(double)>;

class PowerDriver {
 public:
  struct Options {
    std::chrono::microseconds tick{1000};
    bool threaded = true;  ///< false: nothing moves but by advance()
  };

  /// Every zone at its own watts.
  PowerDriver(EmulatedMachine& machine, Options options);
  ~PowerDriver();
  PowerDriver(const PowerDriver&) = delete;
  PowerDriver& operator=(const PowerDriver&) = delete;

  void set_power(ZoneId zone, double watts);
  void set_script(ZoneId zone, PowerScript script);

  /// The counter starts again from 0, as after a suspend.
  void reset(ZoneId zone);
  /// The counter stands still, and stays behind by what it missed.
  void stall(ZoneId zone, bool stalled);
  void make_unreadable(ZoneId zone);
  void make_readable(ZoneId zone);

  /// The share of the threads' ticks that came later than a quarter of a tick: how well they kept time. 0 before any.
  [[nodiscard]] double late_share() const;

  /// One tick of the given length, for drivers without a thread.
  void advance(double seconds);

 private:
  struct Driven {
    PowerScript script;
    double joules = 0.0;
    bool stalled = false;
    bool readable = true;
  };
  void run(double delay_ticks, std::size_t cpu);
  void tick();
  void move(double seconds);

  EmulatedMachine& machine_;
  Options options_;
  std::mutex mutex_;
  std::vector<Driven> zones_;
  double elapsed_ = 0.0;
  double last_tick_ = 0.0;  ///< on the clock of the programs under test
  std::atomic<bool> stopping_{false};
  std::atomic<long> ticks_{0};
  std::atomic<long> late_ticks_{0};
  std::vector<std::thread> threads_;
};

}  // namespace greenbench::testing
