// A thread that does one thing at a fixed cadence and sleeps otherwise.
//
//   SteadyThread thread{Seconds{15.0}, [this] { take_reading(); }};
//   // ends, after what it is doing, when it is destroyed
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

#include "counters/units/units.hpp"

namespace greenbench {

/// Takes no signals: those of the process are for the threads of whoever uses this.
class SteadyThread {
 public:
  SteadyThread(Seconds cadence, std::function<void()> each_time);
  ~SteadyThread();
  SteadyThread(const SteadyThread&) = delete;
  SteadyThread& operator=(const SteadyThread&) = delete;

 private:
  void run(Seconds cadence);

  std::function<void()> each_time_;
  std::mutex mutex_;
  std::condition_variable condition_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace greenbench
