#include "counters/meter/meter.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "counters/meter/edges.hpp"
#include "counters/meter/guard.hpp"
#include "counters/meter/region.hpp"
#include "counters/meter/source_group.hpp"
#include "counters/meter/update_period.hpp"
#include "counters/meter/wrap.hpp"

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

MeterFault stopped_fault(const Domain& domain) {
  return {
      MeterFault::Kind::stopped,
      fmt::format("{}: the counter of {} has stopped: it stood still for {:.3g} s while a CPU was busy", domain.where,
                  domain.name, std::max(longest_standstill, 3.0 * domain.update_period.value_or(Seconds{})).value())};
}

}  // namespace

SourceGroup group_with_periods(std::vector<std::unique_ptr<EnergySource>> sources, EnergyMeter::Options options) {
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

struct EnergyMeter::State {
  State(std::vector<std::unique_ptr<EnergySource>> energy_sources, Options options)
      : sources(group_with_periods(std::move(energy_sources), std::move(options))),
        start_edges(sources),
        end_edges(sources),
        guard(sources),
        begin(sources.domains().size()),
        end(sources.domains().size()),
        later(sources.domains().size()) {
    suspects.reserve(sources.domains().size());
    guard.run_thread();
  }

  /// Ticks from the first read over the guard's to the last, or the step that is not plausible.
  [[nodiscard]] std::variant<std::uint64_t, CounterSpan> chained_ticks(std::size_t domain) const;
  [[nodiscard]] DomainRegion region(std::size_t domain, std::uint64_t ticks) const;
  [[nodiscard]] bool seems_stopped(std::size_t domain) const noexcept;
  void look_for_stopped() noexcept;

  SourceGroup sources;
  EdgeSearch start_edges;
  EdgeSearch end_edges;
  WrapGuard guard;
  Reading begin;
  Reading end;
  Reading later;                      ///< after the end, of counters that seem to have stopped
  std::vector<std::size_t> suspects;  ///< domains that seem to have stopped; after stop(), those that have
  std::optional<std::size_t> failed_source;
};

std::variant<std::uint64_t, CounterSpan> EnergyMeter::State::chained_ticks(std::size_t domain) const {
  const Domain& about = sources.domains()[domain];
  TickChain to_guard;
  TickChain from_guard;
  TickChain none;
  const bool guarded = about.wrap_modulus && guard.readings().any;
  const TickChain& between = guarded ? guard.readings().chains[domain] : none;
  to_guard.restart({begin.ticks[domain], begin.at()});
  if (guarded) to_guard.extend(about, guard.readings().first[domain]);
  from_guard.restart(guarded ? between.last() : to_guard.last());
  from_guard.extend(about, {end.ticks[domain], end.at()});
  std::uint64_t ticks = 0;
  for (const TickChain* part : std::array{&std::as_const(to_guard), &between, &std::as_const(from_guard)}) {
    if (part->implausible()) return *part->implausible();
    ticks += *part->total();
  }
  return ticks;
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

/// Whether a counted domain that moves regularly did not move in the region, nor when it should have after it.
bool EnergyMeter::State::seems_stopped(std::size_t domain) const noexcept {
  const Domain& watched = sources.domains()[domain];
  if (!watched.counted || watched.provenance != Provenance::measured || !watched.update_period) return false;
  const Seconds patience = 3.0 * *watched.update_period;
  if (end.ticks[domain] == begin.ticks[domain] && end.at() - begin.at() > patience) return true;
  return is_aligned(watched) && 1.5 * end_edges.stood_still(domain) > patience;
}

/// Takes as long as a standstill has to last, but for counters that move again: no time worth speaking of.
void EnergyMeter::State::look_for_stopped() noexcept {
  Seconds patience = longest_standstill;
  for (std::size_t i = 0; i < sources.domains().size(); ++i) {
    if (!seems_stopped(i)) continue;
    suspects.push_back(i);
    patience = std::max(patience, 3.0 * *sources.domains()[i].update_period);
  }
  const Seconds deadline = end.after + patience;
  while (!suspects.empty() && sources.now() < deadline) {
    // What cannot be read any more is said by the next region.
    if (sources.read(later)) suspects.clear();
    std::erase_if(suspects, [this](std::size_t domain) { return later.ticks[domain] != end.ticks[domain]; });
  }
}

EnergyMeter::EnergyMeter(std::vector<std::unique_ptr<EnergySource>> sources, Options options)
    : state_(std::make_unique<State>(std::move(sources), std::move(options))) {}

EnergyMeter::~EnergyMeter() = default;

const std::vector<Domain>& EnergyMeter::domains() const {
  return state_->sources.domains();
}

std::vector<std::size_t> EnergyMeter::find_dead_domains() {
  return standing_still(state_->sources);
}

void EnergyMeter::start() noexcept {
  State& state = *state_;
  state.suspects.clear();
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
  state.look_for_stopped();
}

std::variant<EnergyUse, MeterFault> EnergyMeter::result() const {
  const State& state = *state_;
  const std::optional<std::size_t> failed =
      state.failed_source ? state.failed_source : state.guard.readings().failed_source;
  if (failed) return MeterFault{MeterFault::Kind::unreadable, state.sources.last_failure(*failed)};
  if (!state.suspects.empty()) return stopped_fault(domains()[state.suspects.front()]);

  std::vector<DomainEnergy> parts;
  for (std::size_t i = 0; i < domains().size(); ++i) {
    const Domain& domain = domains()[i];
    const auto ticks = state.chained_ticks(i);
    if (const auto* span = std::get_if<CounterSpan>(&ticks)) return implausible_fault(domain, *span);
    parts.push_back(domain_energy(domain, state.region(i, std::get<std::uint64_t>(ticks))));
  }
  return energy_of(domains(), parts, state.end.at() - state.begin.at());
}

}  // namespace greenbench
