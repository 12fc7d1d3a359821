// Counters that are followed all the time, so that any number of windows may begin and end on them: nobody keeps a list
// of the windows, each keeps what read() gave it.
//
//   FollowedCounters counters{sources};  counters.run_thread();
//   FollowedReading opening = counters.read();  work();  FollowedReading closing = counters.read();
//   auto ticks = counters.ticks_between(0, opening, closing);
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "counters/meter/energy_use.hpp"
#include "counters/meter/source_group.hpp"
#include "counters/meter/steady_thread.hpp"
#include "counters/meter/wrap.hpp"

namespace greenbench {

/// How far one wrapping counter had come at a reading.
struct Followed {
  std::uint64_t ticks = 0;   ///< since it is followed, or since its last break; wraps undone
  std::uint64_t breaks = 0;  ///< steps so far that no true counter makes
  std::optional<CounterSpan> last_break = {};
};

/// What a window keeps of its opening, and what it is compared with at its closing.
struct FollowedReading {
  explicit FollowedReading(std::size_t domains) : reading(domains), counters(domains) {}
  Reading reading;
  std::vector<Followed> counters;           ///< one per domain; of those that do not wrap it says nothing
  std::uint64_t guard_readings = 0;         ///< taken so far
  std::uint64_t failed_guards = 0;          ///< of them
  std::string last_guard_failure = {};      ///< where there was one
  std::optional<std::string> failure = {};  ///< this reading failed: only its times are known
};

class FollowedCounters {
 public:
  /// Reads the counters once; starts no thread yet.
  explicit FollowedCounters(SourceGroup& sources);
  ~FollowedCounters() = default;
  FollowedCounters(const FollowedCounters&) = delete;
  FollowedCounters& operator=(const FollowedCounters&) = delete;

  /// Starts the thread that takes guard readings, if one of the counters has to be read now and then.
  void run_thread();
  [[nodiscard]] bool has_thread() const { return thread_.has_value(); }

  /// What the thread does when it wakes.
  void take_guard_reading();

  /// One read of everything. Safe from any thread: one reads after the other, so that readings follow each other in
  /// time, and a source that must not be read by two threads at once is not.
  [[nodiscard]] FollowedReading read();

  /// How far a counter moved from one reading to a later one; or what happened in between that nobody can follow.
  /// What happened before the first of them does not count.
  [[nodiscard]] std::variant<std::uint64_t, MeterFault> ticks_between(std::size_t domain, const FollowedReading& from,
                                                                      const FollowedReading& to) const;

 private:
  struct Counter {
    TickChain chain;   ///< of guard readings, since the last break
    CounterAt latest;  ///< reading of any kind
    std::uint64_t latest_total = 0;
    std::uint64_t breaks = 0;
    std::optional<CounterSpan> last_break;
  };
  [[nodiscard]] static TickChain follow(Counter& counter, const Domain& domain, CounterAt now);
  void start_at(const Reading& reading);

  SourceGroup& sources_;
  std::mutex mutex_;  ///< of everything below, and of reading
  bool started_ = false;
  std::vector<Counter> counters_;
  std::uint64_t guard_readings_ = 0;
  std::uint64_t failed_guards_ = 0;
  std::string last_guard_failure_;
  Reading scratch_;

  std::optional<SteadyThread> thread_;  ///< the last member, so that it ends first
};

}  // namespace greenbench
