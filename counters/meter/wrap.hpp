// Subtraction of wrapping counters: the one place that knows about moduli and resets.
//
//   std::optional<std::uint64_t> ticks = ticks_between(domain, {.before = {before, t0}, .after = {after, t1}});
//   if (!ticks) say_that_the_counter_was_reset();
//   Joules used = domain.unit * static_cast<double>(*ticks);
#pragma once

#include <cstdint>
#include <optional>

#include "counters/source/source.hpp"

namespace greenbench {

/// A counter's value and when it was read.
struct CounterAt {
  std::uint64_t ticks = 0;
  Seconds at;
};

struct CounterSpan {
  CounterAt before;
  CounterAt after;
};

/// A drop counts as a wrap while it implies at most this many times the domain's maximum power. The long-term limit
/// that `maximum_power` comes from may be passed for seconds (three times as much is an assumption, on the safe side),
/// and guard reads, a quarter of a wrap at maximum power apart, still see every wrap at this power.
inline constexpr double wrap_power_slack = 3.0;

/// How far the counter moved, modulo the domain's own modulus. Empty when it was reset: it dropped and cannot have
/// wrapped, because it never wraps or because the wrap would imply an impossible power.
/// A counter that moved by one modulus or more looks as if it had moved by that much less; only readings in between
/// (TickChain) can tell.
[[nodiscard]] std::optional<std::uint64_t> ticks_between(const Domain& domain, const CounterSpan& span);

/// Chains readings of one counter, each less than one modulus after the one before, into one distance.
class TickChain {
 public:
  /// Starts anew at a reading.
  void restart(CounterAt first) noexcept;
  void extend(const Domain& domain, CounterAt next) noexcept;

  /// From the first reading to the last. Empty after a reset.
  [[nodiscard]] std::optional<std::uint64_t> total() const noexcept;
  [[nodiscard]] CounterAt last() const noexcept { return last_; }

 private:
  CounterAt last_;
  std::uint64_t total_ = 0;
  bool reset_ = false;
};

}  // namespace greenbench
