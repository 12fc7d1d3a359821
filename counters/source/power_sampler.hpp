// Joules of sensors that only show watts: a thread reads them at a steady cadence and integrates by trapezoids.
//
//   PowerSampler sampler{{read_power}, {.period = Seconds{0.1}, .clock = clock}};
//   sampler.run_thread();
//   EnergyRead energy = sampler.energy(0);   // joules since the first sample, up to the last one
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <vector>

#include "counters/system/clock.hpp"
#include "counters/units/units.hpp"

namespace greenbench {

struct PowerRead {
  Watts power;            ///< undefined when `error` is set
  std::error_code error;  ///< an errno: of the generic or the system category
};

struct EnergyRead {
  Joules energy;  ///< undefined when `error` is set
  std::error_code error;
};

/// CPU time of the thread that asks.
class ThreadCpuClock final : public Clock {
 public:
  [[nodiscard]] Seconds now() noexcept override;
};

/// The energy moves once a period, at a sample, like a counter that is updated in steps. It is not extrapolated beyond
/// the last sample, so that it never has to be taken back: whoever uses it states the period as its update period.
class PowerSampler {
 public:
  /// The power of one sensor now. Does not allocate or throw.
  using ReadPower = std::function<PowerRead()>;
  struct Options {
    Seconds period;
    std::shared_ptr<Clock> clock = std::make_shared<RawMonotonicClock>();
    std::shared_ptr<Clock> thread_cpu = std::make_shared<ThreadCpuClock>();
  };

  /// Takes no sample and starts no thread yet.
  PowerSampler(std::vector<ReadPower> sensors, Options options);
  ~PowerSampler();
  PowerSampler(const PowerSampler&) = delete;
  PowerSampler& operator=(const PowerSampler&) = delete;

  /// Starts the thread. It takes a sample at once and then once a period, sleeps otherwise, and ends with the sampler.
  void run_thread();
  [[nodiscard]] bool has_thread() const { return thread_.joinable(); }

  /// What the thread does when it wakes: reads each sensor once. Not from two threads at a time.
  void take_sample() noexcept;

  /// What the sensor's samples add up to: the integral from the first sample that succeeded to the last. An error as
  /// long as the newest sample failed (EAGAIN: there is none yet); a later one that succeeds bridges the gap with one
  /// long trapezoid. Never goes down. Safe from any thread; does not allocate, lock or wait.
  [[nodiscard]] EnergyRead energy(std::size_t sensor) const noexcept;

  [[nodiscard]] Seconds period() const { return options_.period; }

  /// CPU time that the sampling thread has used, as a share of the time since it started; up to the last sample. Empty
  /// before the first.
  [[nodiscard]] std::optional<double> cost() const noexcept;

 private:
  struct Sensor {
    explicit Sensor(ReadPower read_power);
    ReadPower read;
    bool sampled = false;  ///< this and the next two: only in take_sample()
    Watts last_power;
    Seconds last_at;
    std::atomic<double> joules{0.0};
    std::atomic<std::int32_t> error;  ///< an errno, or 0
  };
  void sample(Sensor& sensor) noexcept;
  void start_cost() noexcept;
  void note_cost() noexcept;
  void run();

  std::deque<Sensor> sensors_;  ///< a deque, because atomics do not move
  Options options_;

  Seconds cost_since_;
  Seconds cpu_before_;
  std::atomic<double> cost_{0.0};
  std::atomic<bool> has_cost_{false};

  std::mutex stop_mutex_;
  std::condition_variable stop_condition_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace greenbench
