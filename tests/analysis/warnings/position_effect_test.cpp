#include "analysis/warnings/position_effect.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/analysis/simulated_run.hpp"

namespace greenbench {
namespace {

using Contrasts = std::vector<std::vector<double>>;

TEST(PositionEffect, IsTheCentreOverRounds) {
  const PositionEffect effect =
      effect_of_contrasts(Contrasts{{0.3, -0.1, -0.2}, {0.1, 0.4, -0.5}, {0.2, 0.1, -0.3}}, Metric::time);
  EXPECT_DOUBLE_EQ(effect.first, 0.2);
  EXPECT_DOUBLE_EQ(effect.first_p_value, 2.0 / 8.0);  // all three agree
  EXPECT_EQ(effect.position, 2U);
  EXPECT_DOUBLE_EQ(effect.largest, -0.325);                   // Walsh averages -0.5 -0.4 -0.35 -0.3 -0.25 -0.2
  EXPECT_DOUBLE_EQ(effect.largest_p_value, 3.0 * 2.0 / 8.0);  // chosen from three
}

TEST(PositionEffect, LargestIsTheFirstWhenNoneIsLarger) {
  const PositionEffect effect = effect_of_contrasts(Contrasts{{0.1, -0.1}, {0.3, -0.3}, {0.2, -0.2}}, Metric::energy);
  EXPECT_EQ(effect.position, 0U);
  EXPECT_DOUBLE_EQ(effect.largest, 0.2);
  EXPECT_EQ(effect.metric, Metric::energy);
}

/// Two variants in two blocks, each once at each place. The first place costs `first` times the time, and `first`
/// squared times the joules; python:b costs ten times as much as python:a everywhere.
RoundRecord round_with_effect(double first) {
  RoundRecord round;
  for (std::uint32_t block = 0; block < 2; ++block) {
    for (std::uint32_t position = 0; position < 2; ++position) {
      const std::uint32_t variant = (block + position) % 2;
      const double place = position == 0 ? first : 1.0;
      const double size = variant == 0 ? 1.0 : 10.0;
      round.samples.push_back(repetition(variant, block, {size * place, size * place * place}));
      round.samples.back().position = position;
    }
  }
  return round;
}

HotspotRun rounds_with_effect(double first, std::uint32_t count) {
  HotspotRun measured;
  for (std::uint32_t index = 0; index < count; ++index) measured.rounds.push_back(round_with_effect(first));
  return measured;
}

std::optional<PositionEffect> effect_in(const HotspotRun& measured, Provenance provenance) {
  const auto planned = planned_hotspot("strings/build", {"python:a", "python:b"});
  return position_effect(valid_blocks(planned, measured), planned.variants.size(), provenance);
}

TEST(PositionEffect, ComparesEachRepetitionWithItsVariantInItsRound) {
  const auto effect = effect_in(rounds_with_effect(1.05, 6), Provenance::measured);
  ASSERT_TRUE(effect);
  EXPECT_NEAR(effect->first, 2.0 * std::log(1.05), 1e-12);
  EXPECT_DOUBLE_EQ(effect->first_p_value, 2.0 / 64.0);
}

TEST(PositionEffect, LooksAtTimeWhereJoulesAreNotMeasured) {
  HotspotRun measured = rounds_with_effect(1.05, 6);
  EXPECT_NEAR(effect_in(measured, Provenance::estimated)->first, std::log(1.05), 1e-12);
  measured.rounds[3].samples[1].energy_total_joules.reset();
  EXPECT_EQ(effect_in(measured, Provenance::measured)->metric, Metric::time);
}

TEST(PositionEffect, IsAbsentWhenTheBlocksDoNotShowIt) {
  EXPECT_FALSE(effect_in(rounds_with_effect(1.05, 2), Provenance::measured));
  HotspotRun without_second = rounds_with_effect(1.05, 3);
  for (Sample& sample : without_second.rounds[0].samples) sample.position = 0;
  EXPECT_FALSE(effect_in(without_second, Provenance::measured));
  for (Sample& sample : without_second.rounds[1].samples) sample.position = 4'000'000'000;  // a damaged file
  EXPECT_FALSE(effect_in(without_second, Provenance::measured));
  EXPECT_FALSE(position_effect({}, 1, Provenance::measured));
}

}  // namespace
}  // namespace greenbench
