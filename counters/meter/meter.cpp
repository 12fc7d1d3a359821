#include "counters/meter/meter.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "counters/meter/edges.hpp"
#include "counters/meter/guard.hpp"
#include "counters/meter/region.hpp"
#include "counters/meter/source_group.hpp"
#include "counters/meter/update_period.hpp"

namespace greenbench {

namespace {

void measure_now(SourceGroup& group, EnergyMeter::Options& options) {
  options.update_jitters.clear();
  for (const std::optional<UpdatePeriod>& found : measure_update_periods(group)) {
    options.update_periods.push_back(found ? std::optional{found->period} : std::nullopt);
    options.update_jitters.push_back(found ? found->jitter : std::nullopt);
  }
}

void check_count(std::string_view what, std::size_t given, std::size_t domains) {
  if (given == domains) return;
  throw std::invalid_argument{
      fmt::format("the meter has {} energy domains, but {} {} were given", domains, given, what)};
}

SourceGroup with_update_periods(std::vector<std::unique_ptr<EnergySource>> sources, EnergyMeter::Options& options) {
  std::shared_ptr<Clock> clock = options.clock ? std::move(options.clock) : std::make_shared<RawMonotonicClock>();
  SourceGroup group{std::move(sources), std::move(clock)};
  if (options.update_periods.empty()) measure_now(group, options);
  const std::size_t domains = group.domains().size();
  options.update_jitters.resize(options.update_jitters.empty() ? domains : options.update_jitters.size());
  check_count("update periods", options.update_periods.size(), domains);
  check_count("update jitters", options.update_jitters.size(), domains);
  for (std::size_t i = 0; i < domains; ++i) {
    const Domain& domain = group.domains()[i];
    if (domain.provenance != Provenance::measured || domain.update_period) continue;
    group.set_update_period(i, options.update_periods[i], options.update_jitters[i]);
  }
  return group;
}

MeterFault reset_fault(const Domain& domain) {
  return {MeterFault::Kind::reset,
          fmt::format("{}: the counter fell in a way that wrapping around at up to {:.0f} W does not explain; it was "
                      "reset (by suspending the machine, or taking a processor off line)",
                      domain.where, domain.maximum_power.value())};
}

}  // namespace

struct EnergyMeter::State {
  State(std::vector<std::unique_ptr<EnergySource>> energy_sources, Options options)
      : sources(with_update_periods(std::move(energy_sources), options)),
        start_edges(sources),
        end_edges(sources),
        guard(sources),
        begin(sources.domains().size()),
        end(sources.domains().size()) {
    guard.run_thread();
  }

  /// Ticks from the first read over the guard's to the last. Empty after a reset.
  [[nodiscard]] std::optional<std::uint64_t> chained_ticks(std::size_t domain) const;
  [[nodiscard]] DomainRegion region(std::size_t domain, std::uint64_t ticks) const;

  SourceGroup sources;
  EdgeSearch start_edges;
  EdgeSearch end_edges;
  WrapGuard guard;
  Reading begin;
  Reading end;
  std::optional<std::size_t> failed_source;
};

std::optional<std::uint64_t> EnergyMeter::State::chained_ticks(std::size_t domain) const {
  const Domain& about = sources.domains()[domain];
  TickChain chain;
  chain.restart({begin.ticks[domain], begin.at()});
  std::uint64_t between_guard_readings = 0;
  if (about.wrap_modulus && guard.readings().any) {
    const TickChain& guarded = guard.readings().chains[domain];
    if (!guarded.total()) return std::nullopt;
    between_guard_readings = *guarded.total();
    chain.extend(about, guard.readings().first[domain]);
    if (!chain.total()) return std::nullopt;
    between_guard_readings += *chain.total();
    chain.restart(guarded.last());
  }
  chain.extend(about, {end.ticks[domain], end.at()});
  if (!chain.total()) return std::nullopt;
  return between_guard_readings + *chain.total();
}

DomainRegion EnergyMeter::State::region(std::size_t domain, std::uint64_t ticks) const {
  return {.ticks = ticks,
          .start = begin.at(),
          .end = end.at(),
          .read_half_width = std::max(begin.after - begin.before, end.after - end.before) * 0.5,
          .start_edge = start_edges.edge(domain),
          .end_edge = end_edges.edge(domain),
          .start_still = start_edges.stood_still(domain),
          .end_still = end_edges.stood_still(domain)};
}

EnergyMeter::EnergyMeter(std::vector<std::unique_ptr<EnergySource>> sources, Options options)
    : state_(std::make_unique<State>(std::move(sources), std::move(options))) {}

EnergyMeter::~EnergyMeter() = default;

const std::vector<Domain>& EnergyMeter::domains() const {
  return state_->sources.domains();
}

void EnergyMeter::start() noexcept {
  State& state = *state_;
  state.guard.arm();
  state.start_edges.find_latest();
  state.failed_source = state.sources.read(state.begin);
  state.guard.open_window();
}

void EnergyMeter::stop() noexcept {
  State& state = *state_;
  state.guard.close_window();
  // After a failed first read there is nothing to measure, and another read could overwrite which file it was.
  if (!state.failed_source) state.failed_source = state.sources.read(state.end);
  state.guard.disarm();
  if (state.failed_source) return;
  state.start_edges.observe(state.begin);
  state.end_edges.find_first_after(state.end);
}

std::variant<EnergyUse, MeterFault> EnergyMeter::result() const {
  const State& state = *state_;
  const std::optional<std::size_t> failed =
      state.failed_source ? state.failed_source : state.guard.readings().failed_source;
  if (failed) return MeterFault{MeterFault::Kind::unreadable, state.sources.last_failure(*failed)};

  EnergyUse use;
  use.wall = state.end.at() - state.begin.at();
  Joules at_low;
  Joules at_high;
  for (std::size_t i = 0; i < domains().size(); ++i) {
    const Domain& domain = domains()[i];
    const std::optional<std::uint64_t> ticks = state.chained_ticks(i);
    if (!ticks) return reset_fault(domain);
    const DomainEnergy used = domain_energy(domain, state.region(i, *ticks));
    use.domains.push_back(used.energy);
    if (!domain.counted) continue;
    use.total += used.energy;
    use.total_uncertainty += used.uncertainty;
    at_low += used.energy * domain.low_factor;
    at_high += used.energy * domain.high_factor;
  }
  use.total_uncertainty += (at_high - at_low) * 0.5;
  return use;
}

}  // namespace greenbench
