#include "counters/meter/followed_counters.hpp"

#include "counters/meter/guard.hpp"

namespace greenbench {

FollowedCounters::FollowedCounters(SourceGroup& sources)
    : sources_(sources), counters_(sources.domains().size()), scratch_(sources.domains().size()) {
  if (!sources_.read(scratch_)) start_at(scratch_);
}

void FollowedCounters::run_thread() {
  const std::optional<Seconds> cadence = guard_cadence(sources_.domains());
  if (cadence) thread_.emplace(*cadence, [this] { take_guard_reading(); });
}

void FollowedCounters::start_at(const Reading& reading) {
  for (std::size_t i = 0; i < counters_.size(); ++i) counters_[i].chain.restart({reading.ticks[i], reading.at()});
  started_ = true;
}

/// The chain goes on from a step that is not plausible: what comes after it can be followed again.
void FollowedCounters::extend(Counter& counter, const Domain& domain, CounterAt now) {
  counter.chain.extend(domain, now);
  if (!counter.chain.implausible()) return;
  ++counter.breaks;
  counter.last_break = counter.chain.implausible();
  counter.chain.restart(now);
}

/// How far the counter has come now. Only a break changes the chain: its links are the guard's, each as long as the
/// guard sleeps, because a step that comes late looks impossible in a link that is much shorter than the step took.
Followed FollowedCounters::follow(Counter& counter, const Domain& domain, CounterAt now) {
  TickChain until_now = counter.chain;
  until_now.extend(domain, now);
  if (until_now.implausible()) {
    extend(counter, domain, now);
    until_now = counter.chain;
  }
  return {.ticks = *until_now.total(), .breaks = counter.breaks, .last_break = counter.last_break};
}

void FollowedCounters::take_guard_reading() {
  const std::lock_guard lock{mutex_};
  const std::optional<std::size_t> failed = sources_.read_guarded(scratch_);
  ++guard_readings_;
  if (failed) {
    ++failed_guards_;
    last_guard_failure_ = sources_.last_failure(*failed);
    return;
  }
  if (!started_) return start_at(scratch_);
  for (std::size_t i = 0; i < counters_.size(); ++i) {
    extend(counters_[i], sources_.domains()[i], {scratch_.ticks[i], scratch_.at()});
  }
}

FollowedReading FollowedCounters::read() {
  FollowedReading now{sources_.domains().size()};
  const std::lock_guard lock{mutex_};
  const std::optional<std::size_t> failed = sources_.read(now.reading);
  now.guard_readings = guard_readings_;
  now.failed_guards = failed_guards_;
  now.last_guard_failure = last_guard_failure_;
  if (failed) {
    now.failure = sources_.last_failure(*failed);
    return now;
  }
  if (!started_) start_at(now.reading);
  for (std::size_t i = 0; i < counters_.size(); ++i) {
    const Domain& domain = sources_.domains()[i];
    if (!domain.wrap_modulus) continue;
    now.counters[i] = follow(counters_[i], domain, {now.reading.ticks[i], now.reading.at()});
  }
  return now;
}

std::variant<std::uint64_t, MeterFault> FollowedCounters::ticks_between(std::size_t domain, const FollowedReading& from,
                                                                        const FollowedReading& to) const {
  for (const FollowedReading* reading : {&from, &to}) {
    if (reading->failure) return MeterFault{MeterFault::Kind::unreadable, *reading->failure};
  }
  const Domain& about = sources_.domains()[domain];
  const Followed& first = from.counters[domain];
  const Followed& last = to.counters[domain];
  if (to.failed_guards != from.failed_guards) {
    return MeterFault{MeterFault::Kind::unreadable, to.last_guard_failure};
  }
  if (last.breaks != first.breaks) return implausible_fault(about, *last.last_break);
  CounterSpan span{.before = {from.reading.ticks[domain], from.reading.at()},
                   .after = {to.reading.ticks[domain], to.reading.at()}};
  if (about.wrap_modulus && from.guard_readings != to.guard_readings) {
    // All wraps are undone: what is left to ask is whether any power explains such a rise.
    span.before.ticks = 0;
    span.after.ticks = last.ticks - first.ticks;
  }
  const std::optional<std::uint64_t> ticks = greenbench::ticks_between(about, span);
  if (!ticks) return implausible_fault(about, span);
  return *ticks;
}

}  // namespace greenbench
