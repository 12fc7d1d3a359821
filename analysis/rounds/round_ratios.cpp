#include "analysis/rounds/round_ratios.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/statistics/trimmed_mean.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {

namespace {

struct PairedSamples {
  const Sample* baseline;
  const Sample* variant;
};

std::vector<PairedSamples> paired_samples(const RoundBlocks& round, VariantPair pair) {
  std::vector<PairedSamples> paired;
  paired.reserve(round.count());
  for (std::size_t block = 0; block < round.count(); ++block) {
    const Sample* baseline = round.at(block, pair.baseline);
    const Sample* variant = round.at(block, pair.variant);
    if (baseline != nullptr && variant != nullptr) paired.push_back({baseline, variant});
  }
  return paired;
}

/// ln of the ratio of two values per iteration.
double log_ratio(const PairedSamples& samples, double baseline, double variant) {
  const auto baseline_iterations = static_cast<double>(samples.baseline->iterations);
  const auto variant_iterations = static_cast<double>(samples.variant->iterations);
  return std::log((baseline / baseline_iterations) / (variant / variant_iterations));
}

std::vector<double> time_log_ratios(const std::vector<PairedSamples>& paired) {
  std::vector<double> ratios;
  ratios.reserve(paired.size());
  for (const PairedSamples& samples : paired) {
    ratios.push_back(log_ratio(samples, samples.baseline->wall_seconds, samples.variant->wall_seconds));
  }
  return ratios;
}

std::optional<std::vector<double>> energy_log_ratios(const std::vector<PairedSamples>& paired,
                                                     const JoulesOf& joules_of) {
  std::vector<double> ratios;
  ratios.reserve(paired.size());
  for (const PairedSamples& samples : paired) {
    const std::optional<double> baseline_joules = joules_of(*samples.baseline);
    const std::optional<double> variant_joules = joules_of(*samples.variant);
    if (!baseline_joules || !variant_joules) return std::nullopt;
    ratios.push_back(log_ratio(samples, *baseline_joules, *variant_joules));
  }
  return ratios;
}

/// W = J / s in every block.
std::vector<double> power_log_ratios(const std::vector<double>& energy, const std::vector<double>& time) {
  std::vector<double> power(energy.size());
  std::ranges::transform(energy, time, power.begin(), std::minus{});
  return power;
}

void add_centres(RoundCentres& centres, const std::vector<double>& ratios) {
  centres.trimmed.push_back(trimmed_mean(ratios));
  centres.plain.push_back(mean(ratios));
}

void drop_energy(RoundRatios& ratios) {
  ratios.energy.reset();
  ratios.power.reset();
  ratios.common.reset();
}

void add_energy(RoundRatios& ratios, const std::vector<double>& energy, const std::vector<double>& time) {
  const std::vector<double> power = power_log_ratios(energy, time);
  add_centres(*ratios.energy, energy);
  add_centres(*ratios.power, power);
  const std::vector<std::size_t> kept = trimmed_indices(time);
  ratios.common->energy.push_back(mean_over(energy, kept));
  ratios.common->time.push_back(mean_over(time, kept));
  ratios.common->power.push_back(mean_over(power, kept));
}

}  // namespace

std::vector<VariantPair> planned_pairs(const PlannedHotspot& planned, const std::optional<VariantId>& chosen) {
  const bool across_languages = has_chosen_baseline(planned, chosen);
  std::vector<VariantPair> pairs;
  for (std::size_t variant = 0; variant < planned.variants.size(); ++variant) {
    if (is_baseline(planned.variants[variant], planned, chosen)) continue;
    const auto baseline = std::ranges::find_if(planned.variants, [&](const PlannedVariant& other) {
      return is_baseline(other, planned, chosen) &&
             (across_languages || other.id.language == planned.variants[variant].id.language);
    });
    if (baseline == planned.variants.end()) continue;
    pairs.push_back({static_cast<std::size_t>(baseline - planned.variants.begin()), variant});
  }
  return pairs;
}

std::optional<double> recorded_joules(const Sample& sample) {
  const std::optional<double>& joules = sample.energy_total_joules;
  return joules && *joules > 0.0 && std::isfinite(*joules) ? joules : std::nullopt;
}

RoundRatios round_ratios(const HotspotBlocks& blocks, VariantPair pair) {
  RoundRatios ratios{.time = {}, .energy = RoundCentres{}, .power = RoundCentres{}, .common = CommonCentres{}};
  for (const RoundBlocks& round : blocks.rounds) {
    const std::vector<PairedSamples> paired = paired_samples(round, pair);
    if (paired.empty()) continue;
    const std::vector<double> time = time_log_ratios(paired);
    add_centres(ratios.time, time);
    if (!ratios.energy) continue;
    if (const auto energy = energy_log_ratios(paired, recorded_joules)) {
      add_energy(ratios, *energy, time);
    } else {
      drop_energy(ratios);
    }
  }
  if (ratios.time.trimmed.empty()) drop_energy(ratios);
  return ratios;
}

BlockRatios time_block_ratios(const HotspotBlocks& blocks, VariantPair pair) {
  BlockRatios ratios;
  ratios.reserve(blocks.rounds.size());
  for (const RoundBlocks& round : blocks.rounds) ratios.push_back(time_log_ratios(paired_samples(round, pair)));
  return ratios;
}

std::optional<BlockRatios> energy_block_ratios(const HotspotBlocks& blocks, VariantPair pair) {
  BlockRatios ratios;
  ratios.reserve(blocks.rounds.size());
  for (const RoundBlocks& round : blocks.rounds) {
    auto energy = energy_log_ratios(paired_samples(round, pair), recorded_joules);
    if (!energy) return std::nullopt;
    ratios.push_back(std::move(*energy));
  }
  return ratios;
}

std::optional<std::vector<double>> energy_log_ratios(const HotspotBlocks& blocks, VariantPair pair,
                                                     const JoulesOf& joules_of) {
  std::vector<double> centres;
  for (const RoundBlocks& round : blocks.rounds) {
    const std::vector<PairedSamples> paired = paired_samples(round, pair);
    if (paired.empty()) continue;
    const auto energy = energy_log_ratios(paired, joules_of);
    if (!energy) return std::nullopt;
    centres.push_back(trimmed_mean(*energy));
  }
  return centres.empty() ? std::nullopt : std::optional{centres};
}

}  // namespace greenbench
