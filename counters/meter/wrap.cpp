#include "counters/meter/wrap.hpp"

namespace greenbench {

namespace {

/// The most a true counter can have moved. A reading may include up to one update period from before the span, and
/// its last digit is uncertain by one step of the hardware at each end.
Joules most_possible(const Domain& domain, Seconds elapsed) {
  const Seconds period = domain.update_period.value_or(Seconds{0.0});
  return wrap_power_slack * (domain.maximum_power * (elapsed + period)) + 2.0 * domain.resolution;
}

}  // namespace

std::optional<std::uint64_t> ticks_between(const Domain& domain, const CounterSpan& span) {
  const auto [before, after] = span;
  if (after.ticks >= before.ticks) return after.ticks - before.ticks;
  if (!domain.wrap_modulus || before.ticks >= *domain.wrap_modulus) return std::nullopt;
  const std::uint64_t wrapped = *domain.wrap_modulus - before.ticks + after.ticks;
  const Joules energy = domain.unit * static_cast<double>(wrapped);
  if (energy > most_possible(domain, after.at - before.at)) return std::nullopt;
  return wrapped;
}

void TickChain::restart(CounterAt first) noexcept {
  last_ = first;
  total_ = 0;
  reset_ = false;
}

void TickChain::extend(const Domain& domain, CounterAt next) noexcept {
  const std::optional<std::uint64_t> ticks = ticks_between(domain, {.before = last_, .after = next});
  if (ticks) {
    total_ += *ticks;
  } else {
    reset_ = true;
  }
  last_ = next;
}

std::optional<std::uint64_t> TickChain::total() const noexcept {
  if (reset_) return std::nullopt;
  return total_;
}

}  // namespace greenbench
