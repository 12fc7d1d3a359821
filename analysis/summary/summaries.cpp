#include "analysis/summary/summaries.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "analysis/rounds/round_values.hpp"
#include "analysis/statistics/signed_rank.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "results/model/planned_hotspot.hpp"

namespace greenbench {

namespace {

Estimate centre_over_rounds(const RoundSamples& rounds, double level, const ValueOf& value_of) {
  const std::vector<double> centres = log_centres(rounds, value_of);
  return {std::exp(hodges_lehmann(centres)), exponential(SignedRank{centres}.interval(level))};
}

/// `amount_of` gives the amount of all iterations of one sample.
template <class AmountOf>
double sum_over(const RoundSamples& rounds, AmountOf amount_of) {
  double sum = 0.0;
  for (const std::vector<const Sample*>& samples : rounds) {
    for (const Sample* sample : samples) sum += amount_of(*sample);
  }
  return sum;
}

double iterations_of(const Sample& sample) {
  return static_cast<double>(sample.iterations);
}

template <class Holds>
bool every_sample(const RoundSamples& rounds, Holds holds) {
  return std::ranges::all_of(rounds, [&](const std::vector<const Sample*>& samples) {
    return std::ranges::all_of(samples, [&](const Sample* sample) { return holds(*sample); });
  });
}

std::optional<double> instrument_uncertainty(const RoundSamples& rounds, Provenance provenance) {
  const auto is_known = [](const Sample& sample) { return sample.energy_total_uncertainty_joules.has_value(); };
  if (!every_sample(rounds, is_known)) return std::nullopt;
  double linear_joules = 0.0;
  double squared_joules = 0.0;
  for (const std::vector<const Sample*>& samples : rounds) {
    double round_joules = 0.0;
    for (const Sample* sample : samples) round_joules += *sample->energy_total_uncertainty_joules;
    linear_joules += round_joules;
    squared_joules += round_joules * round_joules;
  }
  const double combined = provenance == Provenance::estimated ? linear_joules : std::sqrt(squared_joules);
  return combined / sum_over(rounds, iterations_of);
}

/// Of a quantity that every sample knows: a member of Sample, of any number's type.
template <class Number>
double median_per_iteration(const RoundSamples& rounds, Number Sample::*member) {
  std::vector<double> values;
  for (const std::vector<const Sample*>& samples : rounds) {
    for (const Sample* sample : samples) {
      values.push_back(static_cast<double>(sample->*member) / iterations_of(*sample));
    }
  }
  return median(std::move(values));
}

/// Of a quantity that not every sample knows; empty when fewer than half of them do.
template <class Number>
std::optional<double> median_per_iteration(const RoundSamples& rounds, std::optional<Number> Sample::*member) {
  std::vector<double> known;
  std::size_t samples_in_all = 0;
  for (const std::vector<const Sample*>& samples : rounds) {
    samples_in_all += samples.size();
    for (const Sample* sample : samples) {
      if (const auto& value = sample->*member) known.push_back(static_cast<double>(*value) / iterations_of(*sample));
    }
  }
  if (known.empty() || 2 * known.size() < samples_in_all) return std::nullopt;
  return median(std::move(known));
}

Explanation explanation_of(const RoundSamples& rounds) {
  const auto typical = [&](auto member) { return median_per_iteration(rounds, member); };
  return {.context_switches_voluntary = typical(&Sample::context_switches_voluntary),
          .context_switches_involuntary = typical(&Sample::context_switches_involuntary),
          .page_faults_minor = typical(&Sample::page_faults_minor),
          .page_faults_major = typical(&Sample::page_faults_major),
          .idle_residency_seconds = typical(&Sample::idle_residency_seconds),
          .wake_ups = typical(&Sample::wake_ups),
          .instructions = typical(&Sample::instructions),
          .cycles = typical(&Sample::cycles),
          .cache_misses = typical(&Sample::cache_misses)};
}

void add_joules(VariantSummary& summary, const RoundSamples& rounds, const SummarySettings& settings) {
  const auto joules = [](const Sample& sample) { return *sample.energy_total_joules; };
  summary.joules = centre_over_rounds(rounds, settings.level, joules_per_iteration);
  summary.watts = centre_over_rounds(rounds, settings.level, watts);
  summary.joules_plain_mean = sum_over(rounds, joules) / sum_over(rounds, iterations_of);
  summary.joules_instrument_uncertainty = instrument_uncertainty(rounds, settings.provenance);
}

void add_net_joules(VariantSummary& summary, const SummarySettings& settings) {
  const bool known = summary.joules && summary.joules_instrument_uncertainty && settings.idle;
  if (!known || settings.provenance != Provenance::measured) return;
  summary.net_joules = net_joules({.joules = summary.joules->value,
                                   .uncertainty_joules = *summary.joules_instrument_uncertainty,
                                   .seconds = summary.seconds.value},
                                  *settings.idle);
}

std::uint64_t iterations_per_repetition(const HotspotRun& measured, std::size_t variant, const Sample& first) {
  const auto& calibration = measured.calibration;
  return calibration && variant < calibration->iterations.size() && calibration->iterations[variant] > 0
             ? calibration->iterations[variant]
             : first.iterations;
}

VariantSummary summarise_variant(const RoundSamples& rounds, const SummarySettings& settings) {
  const auto seconds = [](const Sample& sample) { return sample.wall_seconds; };
  VariantSummary summary;
  for (const std::vector<const Sample*>& samples : rounds) summary.repetitions += samples.size();
  summary.seconds = centre_over_rounds(rounds, settings.level, seconds_per_iteration);
  summary.seconds_plain_mean = sum_over(rounds, seconds) / sum_over(rounds, iterations_of);
  summary.cpu_seconds = median_per_iteration(rounds, &Sample::cpu_seconds);
  summary.explanation = explanation_of(rounds);
  if (all_have_joules(rounds)) add_joules(summary, rounds, settings);
  add_net_joules(summary, settings);
  return summary;
}

}  // namespace

std::vector<VariantSummary> summarise(const PlannedHotspot& planned, const HotspotRun& measured,
                                      const HotspotBlocks& blocks, const SummarySettings& settings) {
  std::vector<VariantSummary> summaries;
  for (std::size_t variant = 0; variant < planned.variants.size(); ++variant) {
    const RoundSamples rounds = samples_of(blocks, variant);
    if (rounds.empty()) continue;
    VariantSummary summary = summarise_variant(rounds, settings);
    summary.id = planned.variants[variant].id;
    summary.baseline = is_baseline(planned.variants[variant], planned, settings.baseline);
    if (variant < measured.peak_memory.size()) summary.peak_memory = measured.peak_memory[variant];
    summary.iterations_per_repetition = iterations_per_repetition(measured, variant, *rounds.front().front());
    summaries.push_back(std::move(summary));
  }
  return summaries;
}

}  // namespace greenbench
