#include "counters/power_sampler.hpp"

#include <chrono>
#include <cmath>
#include <ctime>
#include <utility>

namespace greenbench {

namespace {

double thread_cpu_seconds() noexcept {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

}  // namespace

PowerSampler::PowerSampler(std::vector<ReadMicrowatts> sensors, Options options)
    : period_(options.period),
      clock_(options.clock ? std::move(options.clock) : std::make_shared<RawMonotonicClock>()) {
  for (ReadMicrowatts& read : sensors) sensors_.emplace_back().read = std::move(read);
  take_sample();
}

PowerSampler::~PowerSampler() {
  if (!thread_.joinable()) return;
  {
    const std::lock_guard lock{stop_mutex_};
    stopping_ = true;
  }
  stop_condition_.notify_one();
  thread_.join();
}

void PowerSampler::run_thread() {
  thread_ = std::thread{[this] { run(); }};
}

void PowerSampler::run() {
  using std::chrono::steady_clock;
  const auto step = std::chrono::duration_cast<steady_clock::duration>(std::chrono::duration<double>(period_.value()));
  const steady_clock::time_point start = steady_clock::now();
  steady_clock::time_point next = start;
  std::unique_lock lock{stop_mutex_};
  while (!stopping_) {
    next = std::max(next + step, steady_clock::now());
    if (stop_condition_.wait_until(lock, next, [this] { return stopping_; })) return;
    take_sample();
    thread_cpu_seconds_.store(thread_cpu_seconds());
    thread_wall_seconds_.store(std::chrono::duration<double>(steady_clock::now() - start).count());
  }
}

void PowerSampler::take_sample() noexcept {
  for (Sensor& sensor : sensors_) sample(sensor);
}

void PowerSampler::sample(Sensor& sensor) noexcept {
  const NumberRead power = sensor.read();
  const Seconds now = clock_->now();
  sensor.error.store(power.error.value());
  if (power.error) return;
  const double watts = static_cast<double>(power.value) * 1e-6;
  if (sensor.latest_watts) {
    sensor.joules += 0.5 * (*sensor.latest_watts + watts) * (now - sensor.latest_at).value();
    sensor.microjoules.store(static_cast<std::uint64_t>(std::llround(sensor.joules * 1e6)));
  }
  sensor.latest_watts = watts;
  sensor.latest_at = now;
}

NumberRead PowerSampler::microjoules(std::size_t sensor) const noexcept {
  const Sensor& asked = sensors_[sensor];
  const int error = asked.error.load();
  if (error != 0) return {0, {error, std::generic_category()}};
  return {asked.microjoules.load(), {}};
}

std::optional<double> PowerSampler::cost() const noexcept {
  const double wall = thread_wall_seconds_.load();
  if (wall <= 0.0) return std::nullopt;
  return thread_cpu_seconds_.load() / wall;
}

}  // namespace greenbench
