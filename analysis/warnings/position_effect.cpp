#include "analysis/warnings/position_effect.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"

namespace greenbench {

namespace {

constexpr std::size_t least_rounds_for_positions = 3;
constexpr std::size_t least_positions = 2;

template <class Visit>
void for_each_sample(const RoundBlocks& round, std::size_t variant, Visit visit) {
  for (std::size_t block = 0; block < round.count(); ++block) {
    if (const Sample* sample = round.at(block, variant)) visit(*sample);
  }
}

bool every_sample_has_joules(const HotspotBlocks& blocks, std::size_t variant_count) {
  bool all = true;
  for (const RoundBlocks& round : blocks.rounds) {
    for (std::size_t variant = 0; variant < variant_count; ++variant) {
      for_each_sample(round, variant, [&](const Sample& sample) { all = all && recorded_joules(sample); });
    }
  }
  return all;
}

double log_cost(const Sample& sample, Metric metric) {
  const double cost = metric == Metric::energy ? *sample.energy_total_joules : sample.wall_seconds;
  return std::log(cost / static_cast<double>(sample.iterations));
}

/// Adds one variant's repetitions, relative to their centre, to the lists by position.
void add_variant(std::vector<std::vector<double>>& by_position, const RoundBlocks& round, std::size_t variant,
                 Metric metric) {
  std::vector<double> costs;
  std::vector<std::uint32_t> positions;
  for_each_sample(round, variant, [&](const Sample& sample) {
    costs.push_back(log_cost(sample, metric));
    positions.push_back(sample.position);
  });
  if (costs.empty()) return;
  const double centre = trimmed_mean(costs);
  for (std::size_t index = 0; index < costs.size(); ++index) {
    if (positions[index] < by_position.size()) by_position[positions[index]].push_back(costs[index] - centre);
  }
}

/// One contrast per position; empty when the round lacks one.
std::vector<double> contrasts_of(const RoundBlocks& round, std::size_t variant_count, Metric metric) {
  std::vector<std::vector<double>> by_position(variant_count);
  for (std::size_t variant = 0; variant < variant_count; ++variant) {
    add_variant(by_position, round, variant, metric);
  }
  std::vector<double> centres;
  for (const std::vector<double>& values : by_position) {
    if (values.empty()) return {};
    centres.push_back(trimmed_mean(values));
  }
  // Position minus the mean of the k - 1 others is k / (k - 1) times position minus the mean of all.
  const double middle = mean(centres);
  const auto k = static_cast<double>(centres.size());
  for (double& centre : centres) centre = (centre - middle) * k / (k - 1.0);
  return centres;
}

std::vector<double> at_position(const std::vector<std::vector<double>>& contrasts, std::size_t position) {
  std::vector<double> values;
  values.reserve(contrasts.size());
  for (const std::vector<double>& round : contrasts) values.push_back(round[position]);
  return values;
}

}  // namespace

PositionEffect effect_of_contrasts(const std::vector<std::vector<double>>& contrasts, Metric metric) {
  const std::vector<double> first = at_position(contrasts, 0);
  PositionEffect effect{.metric = metric, .first = hodges_lehmann(first), .first_p_value = SignedRank{first}.p_value()};
  effect.largest = effect.first;
  const std::size_t positions = contrasts.front().size();
  for (std::size_t position = 1; position < positions; ++position) {
    const double candidate = hodges_lehmann(at_position(contrasts, position));
    if (std::abs(candidate) <= std::abs(effect.largest)) continue;
    effect.position = static_cast<std::uint32_t>(position);
    effect.largest = candidate;
  }
  const double p_value = SignedRank{at_position(contrasts, effect.position)}.p_value();
  effect.largest_p_value = std::min(1.0, static_cast<double>(positions) * p_value);
  return effect;
}

std::optional<PositionEffect> position_effect(const HotspotBlocks& blocks, std::size_t variant_count,
                                              Provenance provenance) {
  if (variant_count < least_positions) return std::nullopt;
  const bool joules = provenance == Provenance::measured && every_sample_has_joules(blocks, variant_count);
  const Metric metric = joules ? Metric::energy : Metric::time;
  std::vector<std::vector<double>> contrasts;
  for (const RoundBlocks& round : blocks.rounds) {
    std::vector<double> of_round = contrasts_of(round, variant_count, metric);
    if (!of_round.empty()) contrasts.push_back(std::move(of_round));
  }
  if (contrasts.size() < least_rounds_for_positions) return std::nullopt;
  return effect_of_contrasts(contrasts, metric);
}

}  // namespace greenbench
