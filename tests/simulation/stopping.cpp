#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>

#include "tests/simulation/adaptive_run.hpp"
#include "tests/simulation/sections.hpp"
#include "tests/simulation/world.hpp"

namespace greenbench {

namespace {

struct Plot {
  World world;
  double effect = 0.04;  ///< standard deviation of the log-ratio of rounds
  std::uint32_t hotspots = 1;
  std::uint32_t variants = 1;  ///< beside the baseline
  double true_ratio = 1.0;     ///< baseline / variant
};

constexpr std::array equal_variants{
    Plot{{"blocks alone vary"}, 0.0},
    Plot{{"rounds differ by 2%"}, 0.02},
    Plot{{"3%"}, 0.03},
    Plot{{"4%"}, 0.04},
    Plot{{"5%"}, 0.05},
    Plot{{"6%"}, 0.06},
    Plot{{"8%"}, 0.08},
    Plot{{"4%, heavy tails (t3)", Shape::student_t3}},
    Plot{{"4%, 5% outliers, ten times as far out", Shape::outliers}},
    Plot{{"4%, two memory layouts", Shape::two_modes}},
    Plot{{"4%, three memory layouts", Shape::three_modes}},
    Plot{{"4%, skewed (exponential)", Shape::skewed}},
    Plot{{"4%, one round in five of another layout", Shape::rare_mode}},
    Plot{{"4%, linear drift, 20% over 450 blocks", Shape::normal, Weather::linear_drift, 0.2}},
    Plot{{"4%, one step of 20%", Shape::normal, Weather::step_drift, 0.2}},
    Plot{{"4%, AR(1) within rounds", Shape::normal, Weather::autoregressive}},
    Plot{{"4%, bursts within rounds", Shape::normal, Weather::bursts}},
    Plot{{"5 comparisons with one baseline, 4%"}, 0.04, 1, 5},
    Plot{{"5 comparisons in 5 hotspots, 5%"}, 0.05, 5, 1},
};

constexpr std::array large_differences{
    Plot{{"1.10x, rounds differ by 4%"}, 0.04, 1, 1, 1.1},
    Plot{{"1.35x, 4%"}, 0.04, 1, 1, 1.35},
    Plot{{"2x, 4%"}, 0.04, 1, 1, 2.0},
    Plot{{"2x, 10%"}, 0.10, 1, 1, 2.0},
    Plot{{"600x, 10%"}, 0.10, 1, 1, 600.0},
};

/// Drifts take as many repetitions as 15 rounds of 30 blocks.
constexpr std::uint32_t repetitions_of_drift = 2 * 15 * simulated_blocks;

/// A baseline that several variants share has its part in each of their log-ratios.
class SimulatedHotspot {
 public:
  SimulatedHotspot(const Plot& plot, Noise& noise)
      : plot_(plot), noise_(noise), machine_(plot.world.weather, plot.world.drift, noise) {
    machine_.begin_run(repetitions_of_drift);
  }

  std::vector<std::vector<double>> round(std::uint32_t blocks) {
    machine_.begin_round();
    return plot_.variants == 1 ? one_comparison(blocks) : with_one_baseline(blocks);
  }

 private:
  std::vector<std::vector<double>> one_comparison(std::uint32_t blocks) {
    const double centre = std::log(plot_.true_ratio) + plot_.effect * round_effect(plot_.world.shape, noise_);
    std::vector<double> values(blocks);
    for (double& value : values) value = centre + block_log_ratio(plot_.world, machine_, noise_);
    return {std::move(values)};
  }

  std::vector<std::vector<double>> with_one_baseline(std::uint32_t blocks) {
    const Shape shape = plot_.world.shape;
    const auto effect = [&] { return plot_.effect / std::sqrt(2.0) * round_effect(shape, noise_); };
    const double of_baseline = effect();
    std::vector<double> baseline(blocks);
    for (double& value : baseline) value = of_baseline + repetition_noise(shape, true, noise_);
    std::vector<std::vector<double>> comparisons(plot_.variants, baseline);
    for (std::vector<double>& values : comparisons) {
      const double of_variant = effect();
      for (double& value : values) value -= of_variant + repetition_noise(shape, false, noise_);
    }
    return comparisons;
  }

  const Plot& plot_;
  Noise& noise_;
  Machine machine_;
};

/// What the intervals of a run have to hold: with skewed noise the pseudo-median depends on the number of blocks, and
/// that of the run is taken as the mean over its rounds.
class Estimand {
 public:
  explicit Estimand(const Plot& plot) : log_ratio_(std::log(plot.true_ratio)) {
    if (is_symmetric(plot.world.shape)) return;
    for (const std::uint32_t blocks : {1U, 2U, 3U, 4U, 5U, 7U, 10U, 15U, 30U, most_blocks_per_round}) {
      medians_[blocks] = pseudo_median(plot.world, plot.effect, blocks);
    }
  }

  [[nodiscard]] double of(const AdaptiveRun& run) const {
    if (medians_.empty()) return log_ratio_;
    double sum = 0.0;
    for (const std::uint32_t blocks : run.blocks) sum += at(blocks);
    return log_ratio_ + sum / static_cast<double>(run.blocks.size());
  }

 private:
  /// Linear between the numbers of blocks that were tried.
  [[nodiscard]] double at(std::uint32_t blocks) const {
    const auto above = medians_.lower_bound(blocks);
    if (above->first == blocks) return above->second;
    const auto below = std::prev(above);
    const double place = static_cast<double>(blocks - below->first) / static_cast<double>(above->first - below->first);
    return below->second + place * (above->second - below->second);
  }

  double log_ratio_;
  std::map<std::uint32_t, double> medians_;
};

struct Tally {
  Share covered;     ///< intervals that hold their estimand, over all comparisons
  Share verdicts;    ///< runs with any saves or costs
  Share equivalent;  ///< comparisons
  std::uint64_t rounds = 0;
  std::uint64_t blocks = 0;
  std::uint64_t hotspots = 0;
};

void add(Tally& tally, std::span<const AdaptiveRun> hotspots, const Estimand& estimand) {
  const std::vector<Comparison> comparisons = judged(hotspots, Limits{});
  bool any = false;
  std::size_t next = 0;
  for (const AdaptiveRun& hotspot : hotspots) {
    ++tally.hotspots;
    tally.rounds += hotspot.blocks.size();
    for (const std::uint32_t blocks : hotspot.blocks) tally.blocks += blocks;
    const double truth = std::exp(estimand.of(hotspot));
    for (std::size_t index = 0; index < hotspot.centres.size(); ++index) {
      const Comparison& comparison = comparisons[next++];
      const Interval& interval = *comparison.time.interval;
      tally.covered.add(interval.low <= truth && truth <= interval.high);
      tally.equivalent.add(comparison.time_verdict == Verdict::equivalent);
      any = any || comparison.time_verdict == Verdict::saves || comparison.time_verdict == Verdict::costs;
    }
  }
  tally.verdicts.add(any);
}

Tally simulate(const Plot& plot, std::uint32_t trials) {
  Noise noise{31};
  const Estimand estimand{plot};
  Tally tally;
  for (std::uint32_t trial = 0; trial < trials; ++trial) {
    std::vector<AdaptiveRun> hotspots;
    for (std::uint32_t hotspot = 0; hotspot < plot.hotspots; ++hotspot) {
      SimulatedHotspot simulated{plot, noise};
      hotspots.push_back(
          measured_until_stopped(plot.variants, [&](std::uint32_t blocks) { return simulated.round(blocks); }));
    }
    add(tally, hotspots, estimand);
  }
  return tally;
}

Cells amounts(const Plot& plot, const Tally& tally) {
  const double rounds = static_cast<double>(tally.rounds);
  return {std::string{plot.world.name}, fmt::format("{:.1f}", rounds / static_cast<double>(tally.hotspots)),
          fmt::format("{:.1f}", static_cast<double>(tally.blocks) / rounds), percent(tally.covered)};
}

void add_coverage_limit(Section& section, const Plot& plot, const Tally& tally) {
  section.limits.push_back({fmt::format("coverage within 93% and 97% after stopping: {}", plot.world.name),
                            tally.covered.value() >= 0.93 && tally.covered.value() <= 0.97});
}

void add_equal_variants(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const Plot& plot : equal_variants) {
    const Tally tally = simulate(plot, trials);
    Cells row = amounts(plot, tally);
    const bool equal = is_symmetric(plot.world.shape);
    row.push_back(equal ? percent(tally.verdicts) : "");
    row.push_back(equal ? percent(tally.equivalent) : "");
    rows.push_back(std::move(row));
    add_coverage_limit(section, plot, tally);
    if (!equal) continue;
    section.limits.push_back(
        {fmt::format("false verdicts at most 5%: {}", plot.world.name), is_at_most(tally.verdicts, 0.05)});
  }
  section.markdown +=
      markdown_table({"equal variants", "rounds", "blocks", "interval covers", "false verdict", "equivalent"}, rows);
}

void add_large_differences(Section& section, std::uint32_t trials) {
  std::vector<Cells> rows;
  for (const Plot& plot : large_differences) {
    const Tally tally = simulate(plot, trials);
    rows.push_back(amounts(plot, tally));
    rows.back().push_back(percent(tally.verdicts));
    add_coverage_limit(section, plot, tally);
  }
  section.markdown += "\n" + wrapped(R"(Variants that differ: the half-width wanted is a tenth of the logarithm of the
ratio, at most 5%, so that large ratios take fewer rounds.)") +
                      "\n\n";
  section.markdown += markdown_table({"true ratio", "rounds", "blocks", "interval covers", "verdict `saves`"}, rows);
}

}  // namespace

Section simulate_stopping(Effort effort) {
  Section section;
  const Plot at_margin{.world = {"at the margin"}, .effect = 0.04, .true_ratio = 1.02};
  const Share equivalent = simulate(at_margin, effort.trials).equivalent;
  section.limits.push_back({"false equivalence at most 5%: at the margin", is_at_most(equivalent, 0.05)});
  section.markdown = "### What stopping on width costs\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(Equal variants, measured round after round under the rules of a run (blocks per round from the variances,
until ±2% or a tenth of the difference is reached, 6 to 80 rounds), then judged as a report judges them. {} runs per
row; repetitions vary by 3%, and a round takes as long to start as ten blocks. *Rounds*, *blocks*: the means of the
number of rounds and of blocks in each. *Interval covers*: how often an interval held its estimand, the
pseudo-median; 93% to 97% required, as printed (the exact interval of six rounds covers 96.9%). *False
verdict*: runs in which any comparison was called `saves` or `costs`; at
most 5% is right. *Equivalent*: comparisons with that verdict, the right answer here. Layouts: each round gets one of
two or three with equal chance. Where shapes are not symmetric the variants are not equal. Monte-Carlo error: ±{} for
false verdicts and coverage. Variants that truly differ by 2%, the margin itself, were called `equivalent` in {} of
runs (rounds differ by 4%; at most 5% is right).)",
          effort.trials, percent(monte_carlo_error(0.05, effort.trials)), percent(equivalent))) +
      "\n\n";
  add_equal_variants(section, effort.trials);
  add_large_differences(section, effort.trials);
  return section;
}

}  // namespace greenbench
