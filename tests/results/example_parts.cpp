#include "tests/results/example_parts.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace greenbench::testing {
namespace {

Ratio ratio_of(double value, const Cost& variant) {
  Ratio ratio;
  ratio.value = value;
  ratio.interval = around(value, variant.half_width);
  ratio.equivalence_interval = around(value, variant.half_width * 0.8, 0.9);
  const bool clear = variant.verdict != Verdict::inconclusive && variant.verdict != Verdict::equivalent;
  ratio.p_value = clear ? 0.00048828125 : 0.38;
  ratio.p_adjusted = clear ? 0.00390625 : 1.0;
  ratio.plain_mean = value * 0.99;
  ratio.rank_biserial = clear ? (value > 1.0 ? 1.0 : -1.0) : 0.25;
  return ratio;
}

/// Of blocks that scatter by 3% around rounds that differ by 1%, without a trend.
Diagnostics diagnostics_of(Metric metric) {
  return {.metric = metric,
          .autocorrelation = Autocorrelation{.value = -0.03125, .p_value = 0.75},
          .variance = VarianceParts{.within_deviation = 0.03, .between_share = 0.1, .centre_share = 0.375},
          .trend = {.change = -0.0025, .p_value = 0.5},
          .round_skew = 0.0005};
}

Comparison comparison_of(const Cost& baseline, const Cost& variant, std::uint32_t rounds) {
  Comparison comparison;
  comparison.baseline = baseline.id;
  comparison.variant = variant.id;
  comparison.rounds = rounds;
  const double time = baseline.seconds / variant.seconds;
  const double power = baseline.watts / variant.watts;
  comparison.energy = ratio_of(time * power, variant);
  comparison.time = ratio_of(time, variant);
  comparison.power = ratio_of(power, variant);
  comparison.split = Split{.energy = time * power, .time = time, .power = power};
  const double saved = baseline.joules() - variant.joules();
  const double within = baseline.joules() * variant.half_width;
  comparison.joules_saved =
      JoulesSaved{.value = saved, .interval = Interval{.low = saved - within, .high = saved + within}};
  comparison.energy_verdict = variant.verdict;
  comparison.time_verdict = variant.verdict;
  comparison.verdict_note = variant.note;
  return comparison;
}

/// Eight CPUs of which seven idle, a wake-up a millisecond, two instructions per cycle at 2 GHz.
Explanation explanation_of(const Cost& cost) {
  Explanation explanation;
  explanation.page_faults_minor = 12.0 / static_cast<double>(cost.iterations);
  if (!cost.explained) return explanation;
  explanation.idle_residency_seconds = cost.seconds * 7.0;
  explanation.wake_ups = cost.seconds * 1000.0;
  explanation.instructions = cost.seconds * 4e9;
  explanation.cycles = cost.seconds * 2e9;
  explanation.cache_misses = cost.seconds * 1e6;
  return explanation;
}

/// As the analysis would find them: whatever goes with the time has the ratio of the times.
void add_moving_counters(Comparison& comparison, const VariantSummary& baseline, const VariantSummary& variant) {
  if (comparison.energy_verdict != Verdict::saves && comparison.energy_verdict != Verdict::costs) return;
  const auto moving = [](const std::string& counter, double before, double after) {
    return MovingCounter{.counter = counter, .baseline = before, .variant = after, .ratio = before / after};
  };
  comparison.moves_with.push_back(moving("cpu_seconds", baseline.cpu_seconds, variant.cpu_seconds));
  const Explanation& before = baseline.explanation;
  const Explanation& after = variant.explanation;
  if (before.instructions) {
    comparison.moves_with.push_back(moving("wake_ups", *before.wake_ups, *after.wake_ups));
    comparison.moves_with.push_back(moving("instructions", *before.instructions, *after.instructions));
    comparison.moves_with.push_back(moving("cycles", *before.cycles, *after.cycles));
  }
  const MovingCounter faults = moving("page_faults_minor", before.page_faults_minor, after.page_faults_minor);
  const bool together = (*faults.ratio > 1.0) == (comparison.energy->value > 1.0);
  if (*faults.ratio != 1.0) (together ? comparison.moves_with : comparison.moves_against).push_back(faults);
}

VariantSummary summary_of(const Cost& cost, std::uint64_t repetitions, const Effort& effort) {
  VariantSummary summary;
  summary.id = cost.id;
  summary.baseline = cost.baseline;
  summary.iterations_per_repetition = cost.iterations;
  summary.repetitions = repetitions;
  summary.joules = Estimate{.value = cost.joules(), .interval = around(cost.joules(), 0.012)};
  summary.joules_instrument_uncertainty = cost.joules() * effort.instrument_fraction;
  summary.joules_plain_mean = cost.joules() * 1.01;
  summary.seconds = {.value = cost.seconds, .interval = around(cost.seconds, 0.01)};
  summary.seconds_plain_mean = cost.seconds * 1.01;
  summary.watts = Estimate{.value = cost.watts, .interval = around(cost.watts, 0.005)};
  summary.cpu_seconds = cost.seconds * 0.99;
  summary.explanation = explanation_of(cost);
  if (effort.idle_watts) {
    summary.net_joules =
        NetJoules{.value = cost.joules() - *effort.idle_watts * cost.seconds,
                  .uncertainty = std::hypot(*summary.joules_instrument_uncertainty, 0.125 * cost.seconds)};
  }
  return summary;
}

const Cost& baseline_of(const std::vector<Cost>& costs, std::string_view language) {
  return *std::ranges::find_if(costs, [&](const Cost& cost) { return cost.baseline && cost.id.language == language; });
}

/// What the diagnostics look at.
Metric metric_of(const Example& example) {
  return example.report.provenance == Provenance::measured ? Metric::energy : Metric::time;
}

/// First repetitions cost 3% more, and every round agrees.
PositionEffect position_effect_of(Metric metric, std::uint32_t rounds, std::size_t positions) {
  const double p_value = std::ldexp(2.0, -static_cast<int>(rounds));
  return {.metric = metric,
          .first = 0.03,
          .first_p_value = p_value,
          .position = 0,
          .largest = 0.03,
          .largest_p_value = std::min(1.0, p_value * static_cast<double>(positions))};
}

/// Shares of the total that each domain gets; the first two make up the total.
constexpr double domain_shares[] = {0.85, 0.15, 0.6};

RoundRecord round_of(const std::vector<Cost>& costs, std::uint32_t index, std::size_t domains) {
  RoundRecord round;
  round.index = index;
  round.seed = 18'446'744'073'709'551'615ULL - index;
  round.hash_seed = 1000 + index;
  round.environment_padding_bytes = 64 * index;
  round.cpu = static_cast<int>(index % 4);
  round.started_at = 1767268800.0 + index * 2.5;
  round.wall_seconds = 2.375;
  for (std::uint32_t block = 0; block < 2; ++block) {
    for (std::uint32_t variant = 0; variant < costs.size(); ++variant) {
      round.samples.push_back(sample_of(costs[variant], {.variant = variant, .round = index, .block = block}, domains));
    }
  }
  return round;
}

}  // namespace

Interval around(double value, double half_width, double level) {
  return {.low = value / (1.0 + half_width), .high = value * (1.0 + half_width), .level = level};
}

void add_explanation(Sample& sample) {
  const auto count = [&](double per_second) { return static_cast<std::uint64_t>(sample.wall_seconds * per_second); };
  sample.idle_residency_seconds = static_cast<double>(count(7e6)) * 1e-6;
  sample.wake_ups = count(1000.0);
  sample.instructions = count(4e9);
  sample.cycles = count(2e9);
  sample.cache_misses = count(1e6);
}

Sample sample_of(const Cost& cost, Place place, std::size_t domains) {
  const auto [variant, round, block] = place;
  // A few thousandths up and down, never the same twice in a row, and reproducible without a random generator.
  const double wobble = 1.0 + 0.001 * (static_cast<double>((7 * round + 3 * block + 5 * variant) % 11) - 5.0);
  Sample sample;
  sample.variant = variant;
  sample.block = block;
  sample.position = (variant + round) % 4;
  sample.iterations = cost.iterations;
  sample.started_at = 1767268800.25 + round * 2.5 + block * 0.75 + variant * 0.0625;
  sample.wall_seconds = cost.seconds * static_cast<double>(cost.iterations) * wobble;
  sample.cpu_user_seconds = sample.wall_seconds * 0.97;
  sample.cpu_system_seconds = sample.wall_seconds * 0.02;
  sample.cpu_seconds = sample.cpu_user_seconds + sample.cpu_system_seconds;
  const double joules = sample.wall_seconds * cost.watts;
  for (std::size_t i = 0; i < domains; ++i) sample.domain_joules.push_back(joules * domain_shares[i]);
  sample.energy_total_joules = joules;
  sample.energy_total_uncertainty_joules = 0.0007;
  sample.context_switches_voluntary = block;
  sample.context_switches_involuntary = round % 3;
  sample.page_faults_minor = 12 + variant;
  sample.resident_bytes = 41'943'040 + 4096ULL * round;
  if (cost.explained) add_explanation(sample);
  return sample;
}

void add_hotspot(Example& example, PlannedHotspot planned, const std::vector<Cost>& costs, Effort effort) {
  HotspotRun run;
  HotspotReport report;
  Calibration calibration;
  for (const Cost& cost : costs) {
    planned.variants.push_back({.id = cost.id, .baseline = cost.baseline});
    calibration.iterations.push_back(cost.iterations);
    run.peak_memory.push_back(
        PeakMemory{.resident_before_bytes = 40'000'000,
                   .peak_resident_bytes = 40'000'000 + 8 * planned.size * planned.variants.size()});
    report.variants.push_back(summary_of(cost, effort.rounds * 2ULL, effort));
    report.variants.back().peak_memory = run.peak_memory.back();
    if (!cost.baseline) {
      const Cost& baseline = baseline_of(costs, cost.id.language);
      report.comparisons.push_back(comparison_of(baseline, cost, effort.rounds));
      add_moving_counters(report.comparisons.back(), summary_of(baseline, 0, effort), report.variants.back());
      report.comparisons.back().diagnostics = diagnostics_of(metric_of(example));
    }
  }
  for (std::uint32_t i = 0; i < effort.rounds; ++i) {
    run.rounds.push_back(round_of(costs, i, example.run.plan.domains.size()));
  }
  run.calibration = calibration;
  run.stop = StopReason::precision_reached;
  report.position_effect = position_effect_of(metric_of(example), effort.rounds, costs.size());
  report.plan = planned;
  report.rounds = effort.rounds;
  report.blocks = 2 * effort.rounds;
  report.wall_seconds = 1.5 * effort.rounds;
  report.stop = run.stop;
  example.report.comparisons += static_cast<std::uint32_t>(report.comparisons.size());
  example.run.plan.hotspots.push_back(std::move(planned));
  example.run.hotspots.push_back(std::move(run));
  example.report.hotspots.push_back(std::move(report));
}

Example finished(Example example) {
  example.report.run = example.run;
  for (HotspotRun& hotspot : example.report.run.hotspots) {
    for (RoundRecord& round : hotspot.rounds) round.samples.clear();
  }
  return example;
}

}  // namespace greenbench::testing
