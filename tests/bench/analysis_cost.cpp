#include "tests/bench/analysis_cost.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <ctime>
#include <random>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "analysis/analyse.hpp"

namespace greenbench {
namespace {

constexpr std::uint32_t hotspots = 10;
constexpr std::uint32_t variants = 10;

struct Size {
  std::uint32_t rounds;  ///< of each hotspot
  std::uint32_t blocks;  ///< of each round
};

using Random = std::mt19937_64;

Sample noisy_sample(Random& random, std::uint32_t variant) {
  std::normal_distribution<double> noise{0.0, 0.03};
  Sample sample;
  sample.variant = variant;
  sample.iterations = 100;
  sample.wall_seconds = 0.01 * (1.0 + 0.1 * variant) * std::exp(noise(random));
  sample.cpu_seconds = sample.wall_seconds;
  sample.energy_total_joules = 12.0 * sample.wall_seconds * std::exp(noise(random));
  sample.energy_total_uncertainty_joules = 0.0007;
  sample.domain_joules = {*sample.energy_total_joules};
  return sample;
}

RoundRecord noisy_round(Random& random, std::uint32_t index, std::uint32_t blocks) {
  RoundRecord round;
  round.index = index;
  round.samples.reserve(blocks * variants);
  std::vector<std::uint32_t> order;
  for (std::uint32_t variant = 0; variant < variants; ++variant) order.push_back(variant);
  for (std::uint32_t block = 0; block < blocks; ++block) {
    std::ranges::shuffle(order, random);
    for (std::uint32_t position = 0; position < variants; ++position) {
      round.samples.push_back(noisy_sample(random, order[position]));
      round.samples.back().block = block;
      round.samples.back().position = position;
    }
  }
  return round;
}

Run noisy_run(Size size) {
  Random random{1};
  Run run;
  run.plan.domains.emplace_back();
  run.plan.domains[0].counted = true;
  for (std::uint32_t hotspot = 0; hotspot < hotspots; ++hotspot) {
    PlannedHotspot planned;
    planned.id = "bench/" + std::to_string(hotspot);
    for (std::uint32_t variant = 0; variant < variants; ++variant) {
      planned.variants.push_back({{"cpp", std::to_string(variant)}, variant == 0});
    }
    HotspotRun measured;
    for (std::uint32_t round = 0; round < size.rounds; ++round) {
      measured.rounds.push_back(noisy_round(random, round, size.blocks));
    }
    run.plan.hotspots.push_back(std::move(planned));
    run.hotspots.push_back(std::move(measured));
  }
  return run;
}

/// Of this process: what else runs on the machine is left out.
double cpu_seconds_now() {
  timespec now{};
  if (::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) != 0) throw std::runtime_error("no CPU clock of this process");
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double seconds_to_analyse(Size size, int repetitions) {
  const Run run = noisy_run(size);
  double fastest = HUGE_VAL;
  for (int repetition = 0; repetition < repetitions; ++repetition) {
    const double start = cpu_seconds_now();
    const Report report = analyse(run, {});
    fastest = std::min(fastest, cpu_seconds_now() - start);
    if (report.comparisons != hotspots * (variants - 1)) throw std::logic_error("the analysis lost a comparison");
  }
  return fastest;
}

}  // namespace

AnalysisCost measure_analysis_cost(int repetitions) {
  return {.quarter_seconds = seconds_to_analyse({.rounds = 20, .blocks = 125}, repetitions),
          .million_seconds = seconds_to_analyse({.rounds = 40, .blocks = 250}, repetitions)};
}

}  // namespace greenbench
