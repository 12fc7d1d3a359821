#include "counters/source/power_sampler.hpp"

#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>

namespace greenbench {

namespace {

std::int32_t errno_of(std::errc error) {
  return static_cast<std::int32_t>(error);
}

}  // namespace

Seconds ThreadCpuClock::now() noexcept {
  return read_clock(CLOCK_THREAD_CPUTIME_ID).value_or(Seconds{});
}

PowerSampler::Sensor::Sensor(ReadPower read_power)
    : read(std::move(read_power)), error(errno_of(std::errc::resource_unavailable_try_again)) {}

PowerSampler::PowerSampler(std::vector<ReadPower> sensors, Options options) : options_(std::move(options)) {
  for (ReadPower& read : sensors) sensors_.emplace_back(std::move(read));
  start_cost();
}

PowerSampler::~PowerSampler() {
  if (!has_thread()) return;
  {
    const std::lock_guard lock{stop_mutex_};
    stopping_ = true;
  }
  stop_condition_.notify_one();
  thread_.join();
}

void PowerSampler::run_thread() {
  if (!has_thread()) thread_ = std::thread{[this] { run(); }};
}

void PowerSampler::run() {
  using std::chrono::steady_clock;
  const std::chrono::duration<double> period{options_.period.value()};
  const auto step = std::chrono::duration_cast<steady_clock::duration>(period);
  start_cost();
  steady_clock::time_point next = steady_clock::now();
  std::unique_lock lock{stop_mutex_};
  while (!stopping_) {
    lock.unlock();
    take_sample();
    lock.lock();
    // Rounds that were missed are not made up for: the next trapezoid is longer.
    next = std::max(next + step, steady_clock::now());
    stop_condition_.wait_until(lock, next, [this] { return stopping_; });
  }
}

void PowerSampler::take_sample() noexcept {
  for (Sensor& sensor : sensors_) sample(sensor);
  note_cost();
}

void PowerSampler::sample(Sensor& sensor) noexcept {
  const Seconds before = options_.clock->now();
  const PowerRead read = sensor.read();
  const Seconds at = (before + options_.clock->now()) * 0.5;
  if (read.error) {
    sensor.error.store(read.error.value());
    return;
  }
  // Also false for a value that is not a number.
  if (!(read.power >= Watts{0.0})) {
    sensor.error.store(errno_of(std::errc::result_out_of_range));
    return;
  }
  if (sensor.sampled) {
    const Joules trapezoid = (sensor.last_power + read.power) * 0.5 * (at - sensor.last_at);
    sensor.joules.store(sensor.joules.load() + trapezoid.value());
  }
  sensor.sampled = true;
  sensor.last_power = read.power;
  sensor.last_at = at;
  // After the joules: who sees no error sees at least this sample's.
  sensor.error.store(0);
}

EnergyRead PowerSampler::energy(std::size_t sensor) const noexcept {
  const Sensor& from = sensors_[sensor];
  const std::int32_t error = from.error.load();
  if (error != 0) return {{}, {error, std::generic_category()}};
  return {Joules{from.joules.load()}, {}};
}

void PowerSampler::start_cost() noexcept {
  has_cost_.store(false);
  cost_since_ = options_.clock->now();
  cpu_before_ = options_.thread_cpu->now();
}

void PowerSampler::note_cost() noexcept {
  const Seconds wall = options_.clock->now() - cost_since_;
  if (wall <= Seconds{0.0}) return;
  cost_.store((options_.thread_cpu->now() - cpu_before_) / wall);
  has_cost_.store(true);
}

std::optional<double> PowerSampler::cost() const noexcept {
  if (!has_cost_.load()) return std::nullopt;
  return cost_.load();
}

}  // namespace greenbench
