// Guard reads: readings between the two ends of a long region, so that a counter which wraps several times in it is
// still followed.
//
//   WrapGuard guard{sources};  guard.run_thread();
//   guard.arm();  /* first read */  guard.open_window();  work();
//   guard.close_window();  /* last read */  guard.disarm();  use(guard.readings());
#pragma once

#include <atomic>
#include <mutex>
#include <optional>
#include <span>
#include <vector>

#include "counters/meter/source_group.hpp"
#include "counters/meter/steady_thread.hpp"
#include "counters/meter/wrap.hpp"

namespace greenbench {

/// How often a guard has to read: a quarter of the shortest time in which a domain wraps at its maximum power, or
/// within which one wants to be read; at least a millisecond. Empty when no domain has either.
[[nodiscard]] std::optional<Seconds> guard_cadence(std::span<const Domain> domains);

/// What the guard saw between open_window() and close_window().
struct GuardReadings {
  bool any = false;               ///< else the rest has no meaning
  std::vector<CounterAt> first;   ///< per domain, the first reading
  std::vector<TickChain> chains;  ///< per domain, from the first reading to the last
  std::optional<std::size_t> failed_source;
};

class WrapGuard {
 public:
  /// Starts no thread yet.
  explicit WrapGuard(SourceGroup& sources);
  ~WrapGuard() = default;
  WrapGuard(const WrapGuard&) = delete;
  WrapGuard& operator=(const WrapGuard&) = delete;

  /// Starts the thread, if a guard has to read. It wakes at its fixed cadence and sleeps otherwise.
  void run_thread();
  [[nodiscard]] bool has_thread() const { return thread_.has_value(); }

  // A region calls these four in order; the two in the middle, next to the measured work, are one atomic store each.
  void arm() noexcept;
  void open_window() noexcept { window_open_.store(true); }
  void close_window() noexcept { window_open_.store(false); }
  void disarm() noexcept;

  /// What the thread does when it wakes: a reading, if a window is open.
  void take_reading() noexcept;

  /// Only between disarm() and the next arm().
  [[nodiscard]] const GuardReadings& readings() const { return readings_; }

 private:
  void record(const Reading& reading) noexcept;

  SourceGroup& sources_;
  std::atomic<bool> window_open_{false};
  std::mutex mutex_;  ///< held during a guard reading, so that disarm() waits for its end
  GuardReadings readings_;
  Reading scratch_;

  std::optional<SteadyThread> thread_;  ///< the last member, so that it ends first
};

}  // namespace greenbench
