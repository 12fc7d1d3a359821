#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/statistics/signed_rank.hpp"
#include "tests/simulation/sections.hpp"
#include "tests/simulation/world.hpp"

namespace greenbench {

namespace {

constexpr std::array worlds{
    World{"normal", Shape::normal},
    World{"heavy tails (t3)", Shape::student_t3},
    World{"skewed (exponential)", Shape::skewed},
    World{"5% outliers, ten times as far out", Shape::outliers},
    World{"two modes, equally frequent", Shape::two_modes},
    World{"three modes, equally frequent", Shape::three_modes},
    World{"two modes, one of them in every fifth round", Shape::rare_mode},
    World{"linear drift, 20% over the run", Shape::normal, Weather::linear_drift, 0.2},
    World{"one step of 20%", Shape::normal, Weather::step_drift, 0.2},
    World{"AR(1) within rounds", Shape::normal, Weather::autoregressive},
    World{"bursts within rounds", Shape::normal, Weather::bursts},
};
constexpr std::array effects{0.0, 0.04, 0.08};
constexpr std::array round_counts{10U, 15U};
constexpr std::uint32_t most_rounds = 15;

using Shares = std::array<std::array<Share, effects.size()>, round_counts.size()>;

bool covers(std::span<const double> values, double truth) {
  const auto interval = SignedRank{values}.interval(0.95);
  return interval && interval->low <= truth && truth <= interval->high;
}

/// A round's effect moves all its blocks alike, so that the same blocks serve every size of the effects.
Shares covered_in(const World& world, Effort effort) {
  std::array<double, effects.size()> truths{};
  for (std::size_t effect = 0; effect < effects.size(); ++effect) {
    truths[effect] = pseudo_median(world, effects[effect], simulated_blocks);
  }
  Noise noise{2024};
  Shares shares;
  for (std::uint32_t trial = 0; trial < effort.trials; ++trial) {
    const std::vector<double> centres = block_centres(world, most_rounds, noise);
    std::vector<double> unit_effects(most_rounds);
    std::ranges::generate(unit_effects, [&] { return round_effect(world.shape, noise); });
    for (std::size_t effect = 0; effect < effects.size(); ++effect) {
      std::vector<double> values(most_rounds);
      for (std::size_t i = 0; i < values.size(); ++i) values[i] = centres[i] + effects[effect] * unit_effects[i];
      for (std::size_t count = 0; count < round_counts.size(); ++count) {
        shares[count][effect].add(covers(std::span{values}.first(round_counts[count]), truths[effect]));
      }
    }
  }
  return shares;
}

}  // namespace

Section simulate_coverage(Effort effort) {
  Section section;
  std::vector<Cells> rows;
  for (const World& world : worlds) {
    Cells row{std::string{world.name}};
    const Shares shares = covered_in(world, effort);
    for (std::size_t count = 0; count < round_counts.size(); ++count) {
      for (std::size_t effect = 0; effect < effects.size(); ++effect) {
        const Share share = shares[count][effect];
        row.push_back(percent(share));
        section.limits.push_back({fmt::format("coverage within 93% and 97%: {}, {} rounds, effects of {}", world.name,
                                              round_counts[count], percent(effects[effect], 0)),
                                  lies_between(share, 0.93, 0.97)});
      }
    }
    rows.push_back(std::move(row));
  }
  section.markdown = "### Does the interval hold the truth?\n\n";
  section.markdown +=
      wrapped(fmt::format(
          R"(How often the 95% interval held its own estimand, the pseudo-median of the rounds' log-ratios. {} simulated
runs per row, {} blocks per round; repetitions vary by 3% by themselves, rounds truly differ by 0%, 4% or 8%
(standard deviation, of the shape that the row names). Read: 95% is right, less is overconfident, more is
cautious. Monte-Carlo error: ±{} (two standard errors). Required: 93% to 97%, the error taken off.)",
          effort.trials, simulated_blocks, percent(monte_carlo_error(0.95, effort.trials)))) +
      "\n\n";
  section.markdown += markdown_table({"noise", "10 rounds, 0%", "4%", "8%", "15 rounds, 0%", "4%", "8%"}, rows);
  return section;
}

}  // namespace greenbench
