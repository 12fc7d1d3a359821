// Do the warnings of the diagnostics come when they should, and only then? Simulated runs with fixed seeds through the
// whole analysis: one hotspot of a baseline and five variants, 30 blocks in each round, the order shuffled.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "analysis/analyse.hpp"
#include "tests/analysis/noise.hpp"
#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

constexpr std::uint32_t variants = 6;
constexpr std::uint32_t blocks_per_round = 30;

/// What happens to the logarithm of a repetition's cost.
struct World {
  double noise = 0.02;          ///< deviation of each repetition, independent
  double persistence = 0.0;     ///< phi of an AR(1) process of its own for each variant, instead of independent noise
  double trend = 0.0;           ///< of the baseline, from the first round to the last
  double first_position = 0.0;  ///< of the first repetition in a block
  double round_effect = 0.0;    ///< deviation of each variant from round to round
};

std::vector<std::uint32_t> shuffled_order(Noise& noise) {
  std::vector<std::uint32_t> order;
  for (std::uint32_t variant = 0; variant < variants; ++variant) order.push_back(variant);
  for (std::size_t last = variants - 1; last > 0; --last) {
    std::swap(order[last], order[static_cast<std::size_t>(noise.uniform() * static_cast<double>(last + 1))]);
  }
  return order;
}

RoundRecord simulated_round(Noise& noise, const World& world, double progress) {
  RoundRecord round;
  std::vector<double> effects;
  std::vector<double> states;  // of stationary processes, so that the first block is as noisy as the last
  for (std::uint32_t variant = 0; variant < variants; ++variant) {
    effects.push_back(world.round_effect * noise.normal());
    states.push_back(world.noise * noise.normal());
  }
  const double fresh = world.noise * std::sqrt(1.0 - world.persistence * world.persistence);
  for (std::uint32_t block = 0; block < blocks_per_round; ++block) {
    std::uint32_t position = 0;
    for (const std::uint32_t variant : shuffled_order(noise)) {
      double& state = states[variant];
      state = world.persistence * state + fresh * noise.normal();
      const double trend = variant == 0 ? world.trend * progress : 0.0;
      const double seconds = std::exp(state + effects[variant] + trend + (position == 0 ? world.first_position : 0.0));
      round.samples.push_back(repetition(variant, block, {seconds, 10.0 * seconds}));
      round.samples.back().position = position++;
    }
  }
  return round;
}

Run simulated_run(Noise& noise, const World& world, std::uint32_t rounds) {
  const auto planned =
      planned_hotspot("strings/build", {"python:0", "python:1", "python:2", "python:3", "python:4", "python:5"});
  HotspotRun measured;
  for (std::uint32_t index = 0; index < rounds; ++index) {
    measured.rounds.push_back(simulated_round(noise, world, index / (rounds - 1.0)));
  }
  measured.stop = StopReason::max_rounds;
  return run_of(planned, measured, Provenance::measured);
}

/// In how many of the runs each kind of warning came. The runs have from 10 to 40 rounds in turn.
std::map<std::string, int> warnings_in(int runs, std::uint64_t seed, const World& world) {
  Noise noise{seed};
  std::map<std::string, int> counts;
  for (int run = 0; run < runs; ++run) {
    const auto rounds = 10U + static_cast<std::uint32_t>(run % 4) * 10U;
    for (const Warning& warning : analyse(simulated_run(noise, world, rounds), {}).warnings) ++counts[warning.code];
  }
  for (const auto& [code, count] : counts) testing::Test::RecordProperty(code, count);
  return counts;
}

const char* const kinds[] = {"round_variance", "autocorrelated_blocks", "position_effect", "trend"};

void expect_silence(const World& world) {
  constexpr int runs = 400;
  auto counts = warnings_in(runs, 41, world);
  for (const char* kind : kinds) EXPECT_LT(counts[kind], runs / 100) << kind;
}

TEST(DiagnosticWarnings, AreRareInIndependentNoise) {
  expect_silence({.noise = 0.02});
}

// So loud that the precision is missed and every effect seems large: only the tests stand against false alarms.
TEST(DiagnosticWarnings, AreRareInLoudNoise) {
  expect_silence({.noise = 0.3});
}

TEST(DiagnosticWarnings, DoNotComeForEffectsThatDoNotMatter) {
  const auto counts = warnings_in(40, 42, {.noise = 0.004, .persistence = 0.6, .trend = 0.01, .first_position = 0.01});
  EXPECT_FALSE(counts.contains("autocorrelated_blocks"));
  EXPECT_FALSE(counts.contains("position_effect"));
  EXPECT_FALSE(counts.contains("trend"));
}

struct Disturbed {
  std::string code;
  World world;
};

class DiagnosticWarning : public testing::TestWithParam<Disturbed> {};

TEST_P(DiagnosticWarning, ComesInNineRunsOfTen) {
  constexpr int runs = 100;
  EXPECT_GE(warnings_in(runs, 43, GetParam().world)[GetParam().code], 90);
}

std::string name_of_warning(const testing::TestParamInfo<Disturbed>& disturbed) {
  return disturbed.param.code;
}

INSTANTIATE_TEST_SUITE_P(Of, DiagnosticWarning,
                         testing::Values(Disturbed{"autocorrelated_blocks", {.persistence = 0.6}},
                                         Disturbed{"trend", {.trend = 0.05}},
                                         Disturbed{"position_effect", {.first_position = 0.03}},
                                         Disturbed{"round_variance", {.round_effect = 0.1}}),
                         name_of_warning);

}  // namespace
}  // namespace greenbench
