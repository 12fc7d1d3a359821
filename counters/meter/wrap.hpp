// Subtraction of wrapping counters: the one place that knows about moduli, resets and impossible rises.
//
//   CounterSpan span{.before = {before, t0}, .after = {after, t1}};
//   std::optional<std::uint64_t> ticks = ticks_between(domain, span);
//   if (!ticks) say(why_implausible(domain, span));
//   Joules used = domain.unit * static_cast<double>(*ticks);
#pragma once

#include <cstdint>
#include <optional>
#include <string>

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

/// A rise is believed up to this power at least: small processors pass their long-term limit by more than three times.
inline constexpr Watts least_believed_power{500.0};
/// A rise may hold this many update periods beside the span's own time: updates that are overdue come as one step.
inline constexpr double overdue_periods = 10.0;
/// The period of a counter that nobody saw moving twice is taken as this long.
inline constexpr Seconds unknown_period{1.0};

/// How far the counter moved, modulo the domain's own modulus. Empty when no true counter moves like this: it dropped
/// and cannot have wrapped, because it never wraps or because the wrap would imply an impossible power; or it rose by
/// more than any power explains. An estimate is a sum of our own and may rise as it likes. A counter that moved by one
/// modulus or more looks as if it had moved by that much less; only readings in between (TickChain) can tell.
[[nodiscard]] std::optional<std::uint64_t> ticks_between(const Domain& domain, const CounterSpan& span);

/// The sentence for a span of which ticks_between() is empty, without the domain's name.
[[nodiscard]] std::string why_implausible(const Domain& domain, const CounterSpan& span);

/// Chains readings of one counter, each less than one modulus after the one before, into one distance.
class TickChain {
 public:
  /// Starts anew at a reading.
  void restart(CounterAt first) noexcept;
  void extend(const Domain& domain, CounterAt next) noexcept;

  /// From the first reading to the last. Empty after a step that is not plausible.
  [[nodiscard]] std::optional<std::uint64_t> total() const noexcept;
  /// The first such step.
  [[nodiscard]] const std::optional<CounterSpan>& implausible() const noexcept { return implausible_; }
  [[nodiscard]] CounterAt last() const noexcept { return last_; }

 private:
  CounterAt last_;
  std::uint64_t total_ = 0;
  std::optional<CounterSpan> implausible_;
};

}  // namespace greenbench
