#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "results/model/precision.hpp"
#include "tests/analysis/two_samples.hpp"
#include "tests/simulation/sections.hpp"
#include "tests/simulation/world.hpp"

namespace greenbench {

namespace {

constexpr std::uint32_t rounds = 15;
constexpr double true_log_ratio = 0.09531017980432493;  // ln 1.1

struct Setting {
  World world;
  double round_effect = 0.0;
};
constexpr std::array settings{
    Setting{{"no drift", Shape::normal}, 0.0},
    Setting{{"linear drift of 2%", Shape::normal, Weather::linear_drift, 0.02}, 0.0},
    Setting{{"one step of 2%", Shape::normal, Weather::step_drift, 0.02}, 0.0},
    Setting{{"no drift", Shape::normal}, 0.04},
    Setting{{"linear drift of 2%", Shape::normal, Weather::linear_drift, 0.02}, 0.04},
    Setting{{"one step of 2%", Shape::normal, Weather::step_drift, 0.02}, 0.04},
};

struct Method {
  Share covered;
  Share false_positives;
  std::vector<double> half_widths;
};

void add_interval(Method& method, const Interval& interval) {
  method.covered.add(interval.low <= true_log_ratio && true_log_ratio <= interval.high);
  method.half_widths.push_back(half_width(exponential(interval)));
}

std::vector<double> paired_log_ratios(const Setting& setting, double log_ratio, Noise& noise) {
  std::vector<double> values = block_centres(setting.world, rounds, noise);
  for (double& value : values) value += log_ratio + setting.round_effect * round_effect(setting.world.shape, noise);
  return values;
}

/// As a single comparison of a run with a fixed number of rounds is judged: by the interval and the t-test.
bool finds_a_difference(std::span<const double> log_ratios) {
  const Ratio ratio = ratio_from(log_ratios, 0.95);
  return ratio.p_value <= 0.05 && (ratio.interval->low > 1.0 || ratio.interval->high < 1.0);
}

struct Series {
  std::vector<double> baseline;
  std::vector<double> variant;
};

/// The same number of repetitions and processes, all of the baseline first. A process here holds one variant, whose
/// memory layout it draws: together the two have the spread of a paired round's effect.
Series unpaired_series(const Setting& setting, double log_ratio, Noise& noise) {
  Machine machine{setting.world.weather, setting.world.drift, noise};
  machine.begin_run(2 * rounds * simulated_blocks);
  Series series;
  for (const bool baseline : {true, false}) {
    std::vector<double>& values = baseline ? series.baseline : series.variant;
    for (std::uint32_t process = 0; process < rounds; ++process) {
      machine.begin_round();
      const double layout = setting.round_effect / std::sqrt(2.0) * round_effect(setting.world.shape, noise);
      for (std::uint32_t repetition = 0; repetition < simulated_blocks; ++repetition) {
        values.push_back((baseline ? log_ratio : 0.0) + layout + machine.next_slowness() +
                         repetition_noise(setting.world.shape, baseline, noise));
      }
    }
  }
  return series;
}

struct Methods {
  Method paired;
  Method welch;
  Method mann_whitney;
};

Methods compare(const Setting& setting, Effort effort) {
  Noise noise{404};
  Methods methods;
  for (std::uint32_t trial = 0; trial < effort.trials; ++trial) {
    add_interval(methods.paired, *SignedRank{paired_log_ratios(setting, true_log_ratio, noise)}.interval(0.95));
    const Series different = unpaired_series(setting, true_log_ratio, noise);
    add_interval(methods.welch, welch_interval(different.baseline, different.variant, 0.95));
    add_interval(methods.mann_whitney, mann_whitney_interval(different.baseline, different.variant, 0.95));
    methods.paired.false_positives.add(finds_a_difference(paired_log_ratios(setting, 0.0, noise)));
    const Series equal = unpaired_series(setting, 0.0, noise);
    methods.welch.false_positives.add(welch_p_value(equal.baseline, equal.variant) <= 0.05);
    methods.mann_whitney.false_positives.add(mann_whitney_p_value(equal.baseline, equal.variant) <= 0.05);
  }
  return methods;
}

Cells cells_of(std::string_view drift, double effect, std::string_view name, Method& method) {
  const auto middle = method.half_widths.begin() + static_cast<std::ptrdiff_t>(method.half_widths.size() / 2);
  std::ranges::nth_element(method.half_widths, middle);
  return {fmt::format("{}, rounds differ by {}", drift, percent(effect, 0)), std::string{name}, percent(method.covered),
          percent(method.false_positives), "±" + percent(*middle, 2)};
}

}  // namespace

Section simulate_side_by_side(Effort effort) {
  Section section;
  std::vector<Cells> rows;
  for (const Setting& setting : settings) {
    Methods methods = compare(setting, effort);
    const auto [name, effect] = std::pair{setting.world.name, setting.round_effect};
    rows.push_back(cells_of(name, effect, "greenbench's pairs", methods.paired));
    rows.push_back(cells_of(name, effect, "A then B, Welch's t", methods.welch));
    rows.push_back(cells_of(name, effect, "A then B, Mann-Whitney", methods.mann_whitney));
    const std::string place = fmt::format("{}, effects of {}", name, percent(effect, 0));
    section.limits.push_back(
        {"pairs cover the true ratio: " + place, lies_between(methods.paired.covered, 0.93, 0.97)});
    section.limits.push_back(
        {"pairs' false positives at most 5%: " + place, is_at_most(methods.paired.false_positives, 0.05)});
    const bool clean = setting.world.weather == Weather::steady && setting.round_effect == 0.0;
    if (!clean) continue;
    // The others are implemented well enough to be right where their assumptions hold.
    section.limits.push_back({"Welch is right without drift", lies_between(methods.welch.covered, 0.93, 0.97)});
    section.limits.push_back(
        {"Mann-Whitney is right without drift", lies_between(methods.mann_whitney.covered, 0.93, 0.97)});
  }
  section.markdown = "### Against \"all of A, then all of B\"\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(The same machine and the same number of repetitions, {} of each variant in {} fresh processes, measured in
greenbench's random blocks, and as two series one after the other, judged by Welch's t on logarithms and by
Mann-Whitney with its Hodges-Lehmann shift, every repetition counting as independent. {} runs per row and
question. *Covers*: the 95% interval holds the true ratio of 1.1. *False positives*: equal variants found
different at 5%. *Half-width*: the median over the runs. The machine gets 2% slower over the run, evenly or in
one step at a random moment: repetitions vary by 3%, so that nobody would notice. Monte-Carlo error: ±{} at 95%
or 5%, ±{} at most.)",
          rounds * simulated_blocks, rounds, effort.trials, percent(monte_carlo_error(0.95, effort.trials)),
          percent(monte_carlo_error(0.5, effort.trials)))) +
      "\n\n";
  section.markdown += markdown_table({"machine", "method", "covers", "false positives", "half-width"}, rows);
  return section;
}

}  // namespace greenbench
