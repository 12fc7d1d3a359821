#include "counters/meter/wrap.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace greenbench {

namespace {

/// The most a true counter can have moved where it dropped. A reading may include up to one update period from before
/// the span, and its last digit is uncertain by one step of the hardware at each end.
Joules most_of_wrap(const Domain& domain, Seconds elapsed) {
  const Seconds period = domain.update_period.value_or(Seconds{0.0});
  return wrap_power_slack * (domain.maximum_power * (elapsed + period)) + 2.0 * domain.resolution;
}

Watts believed_power(const Domain& domain) {
  return std::max(wrap_power_slack * domain.maximum_power, least_believed_power);
}

/// And where it rose.
Joules most_of_rise(const Domain& domain, Seconds elapsed) {
  const Seconds period = domain.update_period.value_or(unknown_period);
  return believed_power(domain) * (elapsed + overdue_periods * period) + 2.0 * domain.resolution;
}

Joules energy_of(const Domain& domain, std::uint64_t ticks) {
  return domain.unit * static_cast<double>(ticks);
}

bool rose_too_far(const Domain& domain, const CounterSpan& span) {
  const Joules risen = energy_of(domain, span.after.ticks - span.before.ticks);
  return domain.provenance == Provenance::measured && risen > most_of_rise(domain, span.after.at - span.before.at);
}

}  // namespace

std::optional<std::uint64_t> ticks_between(const Domain& domain, const CounterSpan& span) {
  const auto [before, after] = span;
  if (after.ticks >= before.ticks) {
    if (rose_too_far(domain, span)) return std::nullopt;
    return after.ticks - before.ticks;
  }
  if (!domain.wrap_modulus || before.ticks >= *domain.wrap_modulus) return std::nullopt;
  const std::uint64_t wrapped = *domain.wrap_modulus - before.ticks + after.ticks;
  if (energy_of(domain, wrapped) > most_of_wrap(domain, after.at - before.at)) return std::nullopt;
  return wrapped;
}

std::string why_implausible(const Domain& domain, const CounterSpan& span) {
  if (span.after.ticks < span.before.ticks) {
    return fmt::format(
        "the counter fell in a way that wrapping around at up to {:.0f} W does not explain; it was reset (by "
        "suspending the machine, or taking a processor off line)",
        domain.maximum_power.value());
  }
  return fmt::format("the counter rose by {:.4g} J in {:.3g} ms, more than {:.0f} W explain",
                     energy_of(domain, span.after.ticks - span.before.ticks).value(),
                     (span.after.at - span.before.at).value() * 1e3, believed_power(domain).value());
}

void TickChain::restart(CounterAt first) noexcept {
  last_ = first;
  total_ = 0;
  implausible_.reset();
}

void TickChain::extend(const Domain& domain, CounterAt next) noexcept {
  const CounterSpan span{.before = last_, .after = next};
  const std::optional<std::uint64_t> ticks = ticks_between(domain, span);
  if (ticks) {
    total_ += *ticks;
  } else if (!implausible_) {
    implausible_ = span;
  }
  last_ = next;
}

std::optional<std::uint64_t> TickChain::total() const noexcept {
  if (implausible_) return std::nullopt;
  return total_;
}

}  // namespace greenbench
