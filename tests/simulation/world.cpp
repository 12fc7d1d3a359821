#include "tests/simulation/world.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

constexpr double noise_scale = 0.03;
/// Of a unit effect with modes: what the modes leave of its variance.
constexpr double variance_beside_modes = 0.19;

double with_modes(double mode, Noise& noise) {
  return mode + std::sqrt(variance_beside_modes) * noise.normal();
}

/// -1, 0 or 1 with equal chance has the variance 2/3.
double three_modes(Noise& noise) {
  const double distance = std::sqrt(1.5 * (1.0 - variance_beside_modes));
  const double which = 3.0 * noise.uniform();
  return with_modes(which < 1.0 ? -distance : which < 2.0 ? 0.0 : distance, noise);
}

/// 2 with the chance 1/5, else -1/2, has the mean 0 and the variance 1.
double rare_mode(Noise& noise) {
  const double scale = std::sqrt(1.0 - variance_beside_modes);
  return with_modes(noise.happens(0.2) ? 2.0 * scale : -0.5 * scale, noise);
}

}  // namespace

double repetition_noise(Shape shape, bool baseline, Noise& noise) {
  switch (shape) {
    case Shape::student_t3:
      return noise_scale * noise.student_t3();
    case Shape::skewed:
      return (baseline ? 2.0 : 1.0) * noise_scale * noise.exponential();
    case Shape::outliers:
      return noise_scale * noise.with_outliers();
    case Shape::normal:
    case Shape::two_modes:
    case Shape::three_modes:
    case Shape::rare_mode:
      return noise_scale * noise.normal();
  }
  return 0.0;
}

double round_effect(Shape shape, Noise& noise) {
  switch (shape) {
    case Shape::normal:
      return noise.normal();
    case Shape::student_t3:
      return noise.student_t3() / std::sqrt(3.0);
    case Shape::skewed:
      return noise.exponential() - 1.0;
    case Shape::outliers:
      return noise.with_outliers() / std::sqrt(5.95);
    case Shape::two_modes:
      return with_modes(noise.happens(0.5) ? 0.9 : -0.9, noise);
    case Shape::three_modes:
      return three_modes(noise);
    case Shape::rare_mode:
      return rare_mode(noise);
  }
  return 0.0;
}

bool is_symmetric(Shape shape) {
  return shape != Shape::skewed && shape != Shape::rare_mode;
}

double block_log_ratio(const World& world, Machine& machine, Noise& noise) {
  const bool baseline_first = noise.happens(0.5);
  const double first = machine.next_slowness();
  const double second = machine.next_slowness();
  const double drift = baseline_first ? first - second : second - first;
  return drift + repetition_noise(world.shape, true, noise) - repetition_noise(world.shape, false, noise);
}

std::vector<double> block_centres(const World& world, std::uint32_t rounds, Noise& noise) {
  Machine machine{world.weather, world.drift, noise};
  machine.begin_run(2 * rounds * simulated_blocks);
  std::vector<double> centres(rounds);
  std::vector<double> blocks(simulated_blocks);
  for (double& centre : centres) {
    machine.begin_round();
    for (double& block : blocks) block = block_log_ratio(world, machine, noise);
    centre = trimmed_mean(blocks);
  }
  return centres;
}

double pseudo_median(const World& world, double effect, std::uint32_t blocks) {
  if (is_symmetric(world.shape)) return 0.0;
  constexpr std::size_t pairs = 50'000;
  Noise noise{71};
  Machine machine{Weather::steady, 0.0, noise};
  std::vector<double> values(blocks);
  const auto next = [&] {
    for (double& value : values) value = block_log_ratio(world, machine, noise);
    return trimmed_mean(values) + effect * round_effect(world.shape, noise);
  };
  std::vector<double> means(pairs);
  for (double& each : means) {
    const double one = next();
    each = 0.5 * (one + next());
  }
  std::ranges::nth_element(means, means.begin() + pairs / 2);
  return means[pairs / 2];
}

}  // namespace greenbench
