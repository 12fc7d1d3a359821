#include "harness/worker/measuring.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace greenbench {
namespace {

constexpr int most_warm_up_repetitions = 5;
constexpr double warm_up_agreement = 0.05;
/// A call that lasts as long as this many regions is measured once in a turn.
constexpr double long_call_regions = 10.0;

bool agree(Seconds one, Seconds other) {
  return other > Seconds{} && std::abs(one / other - 1.0) <= warm_up_agreement;
}

Seconds wall_of(const Repetition& repetition) {
  if (const auto* use = std::get_if<EnergyUse>(&repetition.energy)) return use->wall;
  return repetition.library_time;
}

void add_usage(Sample& sample, const UsageReading& before, const UsageReading& after) {
  sample.cpu_seconds = (after.cpu - before.cpu).value();
  sample.cpu_user_seconds = (after.cpu_user - before.cpu_user).value();
  sample.cpu_system_seconds = (after.cpu_system - before.cpu_system).value();
  sample.context_switches_voluntary = after.context_switches_voluntary - before.context_switches_voluntary;
  sample.context_switches_involuntary = after.context_switches_involuntary - before.context_switches_involuntary;
  sample.page_faults_minor = after.page_faults_minor - before.page_faults_minor;
  sample.page_faults_major = after.page_faults_major - before.page_faults_major;
  sample.resident_bytes = after.resident_bytes;
}

void add_explanation(Sample& sample, const ExplanatoryReading& before, const ExplanatoryReading& after) {
  add_usage(sample, before.usage, after.usage);
  if (const std::optional<IdleUse> idle = idle_between(before.idle, after.idle)) {
    sample.idle_residency_seconds = idle->residency.value();
    sample.wake_ups = idle->wake_ups;
  }
  const auto counted = [&](HardwareEvent event) { return counted_between(before.events[event], after.events[event]); };
  sample.instructions = counted(HardwareEvent::instructions);
  sample.cycles = counted(HardwareEvent::cycles);
  sample.cache_misses = counted(HardwareEvent::cache_misses);
}

}  // namespace

Seconds wanted_region(const Limits& limits, const std::vector<Domain>& domains) {
  Seconds region{limits.min_region_seconds};
  for (const Domain& domain : domains) {
    if (domain.counted && domain.update_period) region = std::max(region, periods_per_region * *domain.update_period);
  }
  return region;
}

std::uint64_t untimed_calls_for(Seconds iteration, Seconds region) {
  return iteration > region ? 1 : 2;
}

Turn choose_turn(Seconds iteration, Seconds region) {
  const std::uint64_t untimed = untimed_calls_for(iteration, region);
  if (iteration >= long_call_regions * region) return {.iterations = 1, .untimed_calls = untimed};
  const double filling = std::ceil(region.value() / std::max(iteration.value(), 1e-12));
  const double wanted = std::max(filling, 2.0 * static_cast<double>(untimed));
  return {.iterations = static_cast<std::uint64_t>(std::min(wanted, 1e15)), .untimed_calls = untimed};
}

std::uint64_t choose_processes(Seconds iteration, Seconds region) {
  return static_cast<std::uint64_t>(std::max(1.0, std::ceil(region / std::max(iteration, Seconds{1e-6}))));
}

Seconds warm_up(RepetitionRunner& runner, Seconds expected) {
  Seconds current;
  for (int i = 0; i < most_warm_up_repetitions; ++i) {
    const Seconds previous = current;
    current = wall_of(runner.run());
    if (agree(current, expected) || agree(current, previous)) break;
  }
  return current;
}

Sample to_sample(const Repetition& repetition) {
  Sample sample;
  sample.iterations = repetition.iterations;
  sample.started_at = repetition.started_at;
  add_explanation(sample, repetition.before, repetition.after);
  if (const auto* fault = std::get_if<MeterFault>(&repetition.energy)) {
    sample.wall_seconds = repetition.library_time.value();
    sample.void_reason = fault->reason;
    return sample;
  }
  const auto& use = std::get<EnergyUse>(repetition.energy);
  sample.wall_seconds = use.wall.value();
  // Below resolution: nothing is known, least of all 0 J. The time is good, and leaving the block out would keep those
  // that read high.
  if (use.total <= Joules{0.0}) return sample;
  for (const Joules joules : use.domains) sample.domain_joules.push_back(joules.value());
  sample.energy_total_joules = use.total.value();
  sample.energy_total_uncertainty_joules = use.total_uncertainty.value();
  return sample;
}

}  // namespace greenbench
