#include "harness/worker/measuring.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include <fmt/format.h>

#include "harness/protocol/seeds.hpp"

namespace greenbench {
namespace {

constexpr int most_warm_up_repetitions = 5;
constexpr double warm_up_agreement = 0.05;
/// A worker may take this many times its wanted time to reach the least number of blocks.
constexpr double patience_for_blocks = 3.0;
constexpr std::uint32_t fewest_blocks = 3;

Seconds wall_of(const Repetition& repetition) {
  if (const auto* use = std::get_if<EnergyUse>(&repetition.energy)) return use->wall;
  return repetition.library_time;
}

Seconds warm_up_variant(RepetitionRunner& runner, std::size_t variant) {
  Seconds previous = wall_of(runner.run(variant));
  for (int i = 1; i < most_warm_up_repetitions; ++i) {
    const Seconds current = wall_of(runner.run(variant));
    const bool settled = std::abs(current / previous - 1.0) <= warm_up_agreement;
    previous = current;
    if (settled) break;
  }
  return previous;
}

std::vector<Sample> measure_block(RepetitionRunner& runner, const std::vector<std::uint32_t>& order, BlockWatch& watch,
                                  const BlockHooks& hooks) {
  std::vector<Sample> samples;
  samples.reserve(order.size());
  for (std::size_t position = 0; position < order.size(); ++position) {
    hooks.before_repetition();
    Sample sample = to_sample(runner.run(order[position]));
    watch.repetition_done(order[position]);
    sample.variant = order[position];
    sample.position = static_cast<std::uint32_t>(position);
    samples.push_back(std::move(sample));
  }
  return samples;
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

/// The counters did not move, or moved less than reading them is uncertain: nothing is known, least of all 0 J.
std::string below_resolution(const EnergyUse& use) {
  return fmt::format(
      "below resolution: the counters show no energy in {:.3g} ms and are good to {:.3g} J; ask for a longer "
      "--min-region",
      use.wall.value() * 1e3, use.total_uncertainty.value());
}

/// Why one of a block's repetitions has no joules; empty when all have them.
std::string unreadable(const std::vector<Sample>& samples) {
  const auto bad = std::find_if(samples.begin(), samples.end(), [](const Sample& s) { return !s.void_reason.empty(); });
  return bad == samples.end() ? std::string{} : bad->void_reason;
}

}  // namespace

Seconds wanted_region(const Limits& limits, const std::vector<Domain>& domains) {
  Seconds region{limits.min_region_seconds};
  for (const Domain& domain : domains) {
    if (domain.counted && domain.update_period) region = std::max(region, periods_per_region * *domain.update_period);
  }
  return region;
}

Calibration calibrate_iterations(RepetitionRunner& runner, std::size_t variants, Seconds region) {
  Calibration calibration;
  for (std::size_t i = 0; i < variants; ++i) calibration.iterations.push_back(runner.calibrate(i, region));
  return calibration;
}

Seconds warm_up(RepetitionRunner& runner, std::size_t variants) {
  Seconds block;
  for (std::size_t i = 0; i < variants; ++i) block += warm_up_variant(runner, i);
  return block;
}

std::uint32_t blocks_for(Seconds block, const Limits& limits, std::uint32_t min_blocks) {
  const Seconds wanted{limits.worker_seconds};
  const double fitting = std::ceil(wanted / block);
  if (fitting >= min_blocks) return static_cast<std::uint32_t>(std::min(fitting, 1e6));
  const double patient = std::floor(patience_for_blocks * wanted.value() / block.value());
  return static_cast<std::uint32_t>(std::clamp<double>(patient, fewest_blocks, min_blocks));
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
  if (use.total <= Joules{0.0}) {
    sample.void_reason = below_resolution(use);
    return sample;
  }
  for (const Joules joules : use.domains) sample.domain_joules.push_back(joules.value());
  sample.energy_total_joules = use.total.value();
  sample.energy_total_uncertainty_joules = use.total_uncertainty.value();
  return sample;
}

std::optional<std::string> measure_blocks(RepetitionRunner& runner, const BlockOrder& wanted, BlockWatch& watch,
                                          const BlockHooks& hooks) {
  RandomStream random{wanted.seed};
  std::vector<std::uint32_t> order(wanted.variants);
  std::iota(order.begin(), order.end(), 0U);
  std::uint32_t valid = 0;
  std::uint32_t unreadable_in_a_row = 0;
  for (std::uint32_t block = 0; valid < wanted.blocks && block < most_blocks_per_wanted * wanted.blocks; ++block) {
    shuffle(random, order);
    watch.begin_block();
    std::vector<Sample> samples = measure_block(runner, order, watch, hooks);
    const std::string disturbance = watch.disturbance();
    const std::string fault = unreadable(samples);
    const std::string& reason = fault.empty() ? disturbance : fault;
    // One bad repetition voids its whole block, so that every pair in it is complete or absent.
    for (Sample& sample : samples) {
      sample.block = block;
      sample.void_reason = reason;
    }
    hooks.done(samples);
    if (reason.empty()) ++valid;
    unreadable_in_a_row = fault.empty() ? 0 : unreadable_in_a_row + 1;
    if (unreadable_in_a_row == unreadable_blocks_in_a_row) return fault;
  }
  return std::nullopt;
}

}  // namespace greenbench
