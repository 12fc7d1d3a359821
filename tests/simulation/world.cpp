#include "tests/simulation/world.hpp"

#include <cmath>

#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

constexpr double noise_scale = 0.03;

double block_log_ratio(const World& world, Machine& machine, Noise& noise) {
  const bool baseline_first = noise.happens(0.5);
  const double first = machine.next_slowness();
  const double second = machine.next_slowness();
  const double drift = baseline_first ? first - second : second - first;
  return drift + repetition_noise(world.shape, true, noise) - repetition_noise(world.shape, false, noise);
}

}  // namespace

double repetition_noise(Shape shape, bool baseline, Noise& noise) {
  switch (shape) {
    case Shape::normal:
      return noise_scale * noise.normal();
    case Shape::student_t3:
      return noise_scale * noise.student_t3();
    case Shape::skewed:
      return (baseline ? 2.0 : 1.0) * noise_scale * noise.exponential();
    case Shape::outliers:
      return noise_scale * noise.with_outliers();
  }
  return 0.0;
}

double worker_effect(Shape shape, Noise& noise) {
  switch (shape) {
    case Shape::normal:
      return noise.normal();
    case Shape::student_t3:
      return noise.student_t3() / std::sqrt(3.0);
    case Shape::skewed:
      return noise.exponential() - 1.0;
    case Shape::outliers:
      return noise.with_outliers() / std::sqrt(5.95);
  }
  return 0.0;
}

std::vector<double> block_centres(const World& world, std::uint32_t workers, Noise& noise) {
  Machine machine{world.weather, world.drift, noise};
  machine.begin_run(2 * workers * blocks_per_worker);
  std::vector<double> centres(workers);
  std::vector<double> blocks(blocks_per_worker);
  for (double& centre : centres) {
    machine.begin_worker();
    for (double& block : blocks) block = block_log_ratio(world, machine, noise);
    centre = trimmed_mean(blocks);
  }
  return centres;
}

}  // namespace greenbench
