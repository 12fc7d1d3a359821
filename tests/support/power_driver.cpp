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
bool ask_for_real_time() {
  const sched_param lowest{.sched_priority = sched_get_priority_min(SCHED_FIFO)};
  return pthread_setschedparam(pthread_self(), SCHED_FIFO, &lowest) == 0;
}

void stay_on(std::size_t cpu) {
  cpu_set_t only;
  CPU_ZERO(&only);
  CPU_SET(cpu, &only);
  pthread_setaffinity_np(pthread_self(), sizeof only, &only);
}

/// The first and the last CPU that this process may use; they may be the same.
std::pair<std::size_t, std::size_t> two_cpus() {
  cpu_set_t allowed;
  CPU_ZERO(&allowed);
  sched_getaffinity(0, sizeof allowed, &allowed);
  std::size_t first = 0;
  while (first + 1 < CPU_SETSIZE && !CPU_ISSET(first, &allowed)) ++first;
  std::size_t last = CPU_SETSIZE - 1;
  while (last > first && !CPU_ISSET(last, &allowed)) --last;
  return {first, last};
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
  last_tick_ = raw_seconds();
  if (!options_.threaded) return;
  // A hypervisor may take a CPU away for many ticks. The thread of the other CPU comes a quarter of a tick later, as a
  // rule to find that there is nothing left to do.
  const auto [first, last] = two_cpus();
  threads_.emplace_back([this, first = first] { run(0.0, first); });
  if (last != first) threads_.emplace_back([this, last = last] { run(0.25, last); });
}

PowerDriver::~PowerDriver() {
  stopping_ = true;
  for (std::thread& thread : threads_) thread.join();
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
  move(seconds);
}

void PowerDriver::move(double seconds) {
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

void PowerDriver::tick() {
  const std::lock_guard lock{mutex_};
  // The time that really passed: a late tick loses no energy.
  const double now = raw_seconds();
  const double passed = now - last_tick_;
  const double tick = static_cast<double>(options_.tick.count()) * 1e-6;
  if (passed < 0.5 * tick) return;
  move(passed);
  last_tick_ = now;
  ++ticks_;
  if (passed > 1.25 * tick) ++late_ticks_;
}

void PowerDriver::run(double delay_ticks, std::size_t cpu) {
  if (ask_for_real_time()) stay_on(cpu);
  const long tick_nanoseconds = static_cast<long>(options_.tick.count()) * 1000;
  timespec next{};
  clock_gettime(CLOCK_MONOTONIC, &next);
  next.tv_nsec += static_cast<long>(delay_ticks * static_cast<double>(tick_nanoseconds));
  while (!stopping_) {
    next.tv_nsec += tick_nanoseconds;
    next.tv_sec += next.tv_nsec / 1'000'000'000;
    next.tv_nsec %= 1'000'000'000;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, nullptr);
    tick();
  }
}

}  // namespace greenbench::testing
