// Joules from sensors that only tell watts: sampled at a steady pace, and integrated by trapezoids.
//
//   PowerSampler sampler{{read_first_sensor, read_second_sensor}, {.period = Seconds{0.1}}};
//   sampler.run_thread();
//   NumberRead joules = sampler.microjoules(0);     // moves once a period, like a counter that updates in steps
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "counters/clock.hpp"
#include "counters/posix_file.hpp"

namespace greenbench {

class PowerSampler {
 public:
  /// One sensor, in microwatts. Does not allocate or throw.
  using ReadMicrowatts = std::function<NumberRead()>;
  struct Options {
    Seconds period{0.1};
    /// Empty: CLOCK_MONOTONIC_RAW.
    std::shared_ptr<Clock> clock = {};
  };

  /// Takes the first sample; starts no thread yet.
  PowerSampler(std::vector<ReadMicrowatts> sensors, Options options);
  ~PowerSampler();
  PowerSampler(const PowerSampler&) = delete;
  PowerSampler& operator=(const PowerSampler&) = delete;

  /// Samples once a period from now on, and sleeps in between.
  void run_thread();

  /// What the thread does when it wakes. Only where there is no thread.
  void take_sample() noexcept;

  /// Energy since the first sample, up to the latest one. Never goes backwards; safe from any thread, does not
  /// allocate. With the error of the latest sample when that could not be read; a later one that can be read bridges
  /// the gap by a trapezoid as well.
  [[nodiscard]] NumberRead microjoules(std::size_t sensor) const noexcept;

  /// CPU time of the thread as a share of the time it has run. Empty before its first sample.
  [[nodiscard]] std::optional<double> cost() const noexcept;

 private:
  struct Sensor {
    ReadMicrowatts read;
    // Only who samples touches these.
    std::optional<double> latest_watts;
    Seconds latest_at;
    double joules = 0.0;
    // What others read.
    std::atomic<std::uint64_t> microjoules{0};
    std::atomic<int> error{0};
  };

  void sample(Sensor& sensor) noexcept;
  void run();

  std::deque<Sensor> sensors_;  ///< a deque, because they do not move
  Seconds period_;
  std::shared_ptr<Clock> clock_;
  std::atomic<double> thread_cpu_seconds_{0.0};
  std::atomic<double> thread_wall_seconds_{0.0};

  std::mutex stop_mutex_;
  std::condition_variable stop_condition_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace greenbench
