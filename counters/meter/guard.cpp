#include "counters/meter/guard.hpp"

#include <algorithm>

namespace greenbench {

std::optional<Seconds> guard_cadence(std::span<const Domain> domains) {
  std::optional<Seconds> cadence;
  const auto read_in_a_quarter_of = [&](Seconds limit) {
    const Seconds quarter = limit * 0.25;
    cadence = std::min(cadence.value_or(quarter), quarter);
  };
  for (const Domain& domain : domains) {
    if (domain.read_within) read_in_a_quarter_of(*domain.read_within);
    if (!domain.wrap_modulus) continue;
    const Joules range = domain.unit * static_cast<double>(*domain.wrap_modulus);
    read_in_a_quarter_of(Seconds{range.value() / domain.maximum_power.value()});
  }
  if (cadence) cadence = std::max(*cadence, Seconds{1e-3});
  return cadence;
}

WrapGuard::WrapGuard(SourceGroup& sources) : sources_(sources), scratch_(sources.domains().size()) {
  readings_.first.resize(sources.domains().size());
  readings_.chains.resize(sources.domains().size());
}

void WrapGuard::run_thread() {
  const std::optional<Seconds> cadence = guard_cadence(sources_.domains());
  if (cadence) thread_.emplace(*cadence, [this] { take_reading(); });
}

void WrapGuard::arm() noexcept {
  const std::lock_guard lock{mutex_};
  readings_.any = false;
  readings_.failed_source.reset();
}

void WrapGuard::disarm() noexcept {
  // Waits for a guard reading under way; from here on there is none, because the window is closed.
  const std::lock_guard lock{mutex_};
}

void WrapGuard::take_reading() noexcept {
  const std::lock_guard lock{mutex_};
  if (!window_open_.load()) return;
  const std::optional<std::size_t> failed = sources_.read_guarded(scratch_);
  // A reading that overlaps the region's last one could be either side of it: the last one serves.
  if (!window_open_.load()) return;
  if (failed) {
    readings_.failed_source = failed;
  } else {
    record(scratch_);
  }
}

void WrapGuard::record(const Reading& reading) noexcept {
  for (std::size_t i = 0; i < reading.ticks.size(); ++i) {
    const CounterAt now{reading.ticks[i], reading.at()};
    if (readings_.any) {
      readings_.chains[i].extend(sources_.domains()[i], now);
    } else {
      readings_.first[i] = now;
      readings_.chains[i].restart(now);
    }
  }
  readings_.any = true;
}

}  // namespace greenbench
