#include "analysis/rounds/round_values.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "analysis/rounds/round_ratios.hpp"
#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

SampleList samples_of(const RoundBlocks& round, std::size_t variant) {
  SampleList samples;
  for (std::size_t block = 0; block < round.count(); ++block) {
    if (const Sample* sample = round.at(block, variant)) samples.push_back(sample);
  }
  return samples;
}

RoundSamples samples_of(const HotspotBlocks& blocks, std::size_t variant) {
  RoundSamples rounds;
  for (const RoundBlocks& round : blocks.rounds) {
    SampleList samples = samples_of(round, variant);
    if (!samples.empty()) rounds.push_back(std::move(samples));
  }
  return rounds;
}

double log_centre(std::span<const Sample* const> samples, const ValueOf& value_of) {
  std::vector<double> logarithms;
  logarithms.reserve(samples.size());
  for (const Sample* sample : samples) logarithms.push_back(std::log(value_of(*sample)));
  return trimmed_mean(logarithms);
}

std::vector<double> log_centres(const RoundSamples& rounds, const ValueOf& value_of) {
  std::vector<double> centres;
  centres.reserve(rounds.size());
  for (const SampleList& samples : rounds) centres.push_back(log_centre(samples, value_of));
  return centres;
}

bool all_have_joules(const RoundSamples& rounds) {
  return std::ranges::all_of(rounds, [](const SampleList& samples) {
    return std::ranges::all_of(samples, [](const Sample* sample) { return recorded_joules(*sample).has_value(); });
  });
}

double seconds_per_iteration(const Sample& sample) {
  return sample.wall_seconds / static_cast<double>(sample.iterations);
}

double joules_per_iteration(const Sample& sample) {
  return sample.energy_total_joules.value() / static_cast<double>(sample.iterations);
}

double watts(const Sample& sample) {
  return sample.energy_total_joules.value() / sample.wall_seconds;
}

}  // namespace greenbench
