// One kind of trouble for the statistics: the noise of single repetitions, the spread of workers and the machine.
// Values are logarithms, so that a ratio is a difference.
//
//   World world{.name = "heavy tails (t3)", .shape = Shape::student_t3};
//   std::vector<double> centres = block_centres(world, 15, noise);   // one d per worker, before the worker's effect
//   double effect = 0.04 * worker_effect(world.shape, noise);        // deviation 4%
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "tests/simulation/machine.hpp"

namespace greenbench {

enum class Shape { normal, student_t3, skewed, outliers };

struct World {
  std::string_view name;
  Shape shape = Shape::normal;
  Weather weather = Weather::steady;
  double drift = 0.0;
};

inline constexpr std::uint32_t blocks_per_worker = 30;

/// One repetition's own noise. Skewed noise only ever adds, twice as much to the baseline as to the variant.
[[nodiscard]] double repetition_noise(Shape shape, bool baseline, Noise& noise);

/// Deviation 1; mean 0.
[[nodiscard]] double worker_effect(Shape shape, Noise& noise);

/// The 20%-trimmed mean of each worker's blocks of two repetitions in random order; the two variants cost the same.
[[nodiscard]] std::vector<double> block_centres(const World& world, std::uint32_t workers, Noise& noise);

}  // namespace greenbench
