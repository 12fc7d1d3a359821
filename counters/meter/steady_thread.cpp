#include "counters/meter/steady_thread.hpp"

#include <pthread.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <utility>

namespace greenbench {

namespace {

/// A thread inherits the mask of the one that starts it.
class BlockedSignals {
 public:
  BlockedSignals() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before_);
  }
  ~BlockedSignals() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;

 private:
  sigset_t before_{};
};

}  // namespace

SteadyThread::SteadyThread(Seconds cadence, std::function<void()> each_time) : each_time_(std::move(each_time)) {
  const BlockedSignals none_in_the_thread;
  thread_ = std::thread{[this, cadence] { run(cadence); }};
}

SteadyThread::~SteadyThread() {
  {
    const std::lock_guard lock{mutex_};
    stopping_ = true;
  }
  condition_.notify_one();
  thread_.join();
}

void SteadyThread::run(Seconds cadence) {
  using std::chrono::steady_clock;
  const auto step = std::chrono::duration_cast<steady_clock::duration>(std::chrono::duration<double>(cadence.value()));
  steady_clock::time_point next = steady_clock::now();
  std::unique_lock lock{mutex_};
  while (!stopping_) {
    next = std::max(next + step, steady_clock::now());
    if (condition_.wait_until(lock, next, [this] { return stopping_; })) return;
    lock.unlock();
    each_time_();
    lock.lock();
  }
}

}  // namespace greenbench
