#include "tests/support/power_driver.hpp"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <utility>

#include <pthread.h>
#include <sched.h>

namespace greenbench::testing {

namespace {

/// The clock that the programs under test use; the other one is slewed against it.
double raw_seconds() {
  timespec time{};
  clock_gettime(CLOCK_MONOTONIC_RAW, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// A busy machine must not keep the counters from moving: hardware's do not wait either. Only root may ask for this;
/// late_share() says how well it went.
void ask_for_real_time() {
  const sched_param lowest{.sched_priority = sched_get_priority_min(SCHED_FIFO)};
  pthread_setschedparam(pthread_self(), SCHED_FIFO, &lowest);
}

}  // namespace

std::uint64_t shown_microjoules(double joules, std::optional<std::uint64_t> range_microjoules) {
  if (!range_microjoules) return static_cast<std::uint64_t>(joules * 1e6);
  // 2^32 steps of the unit, as in hardware; small ranges count in microjoules.
  const double unit = std::max(1.0, static_cast<double>(*range_microjoules) / 4294967295.0);
  const double steps = unit > 1.0 ? 4294967296.0 : static_cast<double>(*range_microjoules) + 1.0;
  return static_cast<std::uint64_t>(std::fmod(std::floor(joules * 1e6 / unit), steps) * unit);
}

PowerDriver::PowerDriver(EmulatedMachine& machine, Options options) : machine_(machine), options_(options) {
  for (ZoneId zone = 0; zone < machine.zone_count(); ++zone) {
    zones_.push_back({.script = [watts = machine.zone(zone).watts](double) { return watts; }});
  }
  if (options_.threaded) thread_ = std::thread{[this] { run(); }};
}

PowerDriver::~PowerDriver() {
  stopping_ = true;
  if (thread_.joinable()) thread_.join();
}

void PowerDriver::set_power(ZoneId zone, double watts) {
  set_script(zone, [watts](double) { return watts; });
}

void PowerDriver::set_script(ZoneId zone, PowerScript script) {
  const std::lock_guard lock{mutex_};
  zones_.at(zone).script = std::move(script);
}

void PowerDriver::reset(ZoneId zone) {
  const std::lock_guard lock{mutex_};
  zones_.at(zone).joules = 0.0;
  if (zones_.at(zone).readable) machine_.set_energy(zone, 0);
}

void PowerDriver::stall(ZoneId zone, bool stalled) {
  const std::lock_guard lock{mutex_};
  zones_.at(zone).stalled = stalled;
}

void PowerDriver::make_unreadable(ZoneId zone) {
  const std::lock_guard lock{mutex_};
  zones_.at(zone).readable = false;
  machine_.counter(zone).truncate();
}

void PowerDriver::make_readable(ZoneId zone) {
  const std::lock_guard lock{mutex_};
  machine_.counter(zone).restore();
  zones_.at(zone).readable = true;
  machine_.set_energy(zone, shown_microjoules(zones_[zone].joules, machine_.zone(zone).range_microjoules));
}

void PowerDriver::advance(double seconds) {
  const std::lock_guard lock{mutex_};
  elapsed_ += seconds;
  for (ZoneId zone = 0; zone < zones_.size(); ++zone) {
    Driven& driven = zones_[zone];
    if (driven.stalled || machine_.zone(zone).same_counter_as) continue;
    driven.joules += driven.script(elapsed_) * seconds;
    if (!driven.readable) continue;
    machine_.set_energy(zone, shown_microjoules(driven.joules, machine_.zone(zone).range_microjoules));
  }
}

double PowerDriver::late_share() const {
  const long ticks = ticks_;
  return ticks == 0 ? 0.0 : static_cast<double>(late_ticks_) / static_cast<double>(ticks);
}

void PowerDriver::run() {
  ask_for_real_time();
  timespec next{};
  clock_gettime(CLOCK_MONOTONIC, &next);
  const long tick_nanoseconds = static_cast<long>(options_.tick.count()) * 1000;
  double last = raw_seconds();
  while (!stopping_) {
    next.tv_nsec += tick_nanoseconds;
    next.tv_sec += next.tv_nsec / 1'000'000'000;
    next.tv_nsec %= 1'000'000'000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, nullptr);
    // The time that really passed: a late tick loses no energy.
    const double now = raw_seconds();
    advance(now - last);
    const double tick = static_cast<double>(options_.tick.count()) * 1e-6;
    ++ticks_;
    if (now - last > 1.25 * tick) ++late_ticks_;
    last = now;
  }
}

}  // namespace greenbench::testing
