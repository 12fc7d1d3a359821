// One kind of trouble for the statistics: the noise of single repetitions, the spread of rounds and the machine.
// Values are logarithms, so that a ratio is a difference.
//
//   World world{.name = "heavy tails (t3)", .shape = Shape::student_t3};
//   std::vector<double> centres = block_centres(world, 15, noise);   // one d per round, before the round's effect
//   double effect = 0.04 * round_effect(world.shape, noise);         // deviation 4%
//   double truth = pseudo_median(world, 0.04, simulated_blocks);    // what the interval has to hold: 0 here
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/simulation/machine.hpp"

namespace greenbench {

/// Modes: a round gets one of two or three memory layouts with equal chance, or one of two with the chances 4 to 1.
/// Repetitions are normal there.
enum class Shape { normal, student_t3, skewed, outliers, two_modes, three_modes, rare_mode };

struct World {
  std::string_view name;
  Shape shape = Shape::normal;
  Weather weather = Weather::steady;
  double drift = 0.0;
};

inline constexpr std::uint32_t simulated_blocks = 30;

/// One repetition's own noise, 3%. Skewed noise only ever adds, twice as much to the baseline as to the variant.
[[nodiscard]] double repetition_noise(Shape shape, bool baseline, Noise& noise);

/// Deviation 1; mean 0.
[[nodiscard]] double round_effect(Shape shape, Noise& noise);

/// Whether a round's d is as likely above 0 as below it, so that the pseudo-median is 0.
[[nodiscard]] bool is_symmetric(Shape shape);

/// d of one block of two repetitions in random order; the two variants cost the same.
[[nodiscard]] double block_log_ratio(const World& world, Machine& machine, Noise& noise);

/// The 20%-trimmed mean of each round's blocks.
[[nodiscard]] std::vector<double> block_centres(const World& world, std::uint32_t rounds, Noise& noise);

/// The median of the mean of two rounds' d when effects have the deviation `effect` and rounds have `blocks` blocks, on
/// a steady machine. Of shapes that are not symmetric it is taken from 50,000 pairs, whose error is below 1/100 of the
/// deviation of d.
[[nodiscard]] double pseudo_median(const World& world, double effect, std::uint32_t blocks);

}  // namespace greenbench
