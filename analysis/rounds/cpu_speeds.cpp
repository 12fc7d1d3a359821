#include "analysis/rounds/cpu_speeds.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "analysis/rounds/round_values.hpp"
#include "analysis/statistics/trimmed_mean.hpp"

namespace greenbench {

namespace {

/// How much a round differs from the others, in log units of time.
struct RoundPace {
  double sum = 0.0;
  std::size_t variants = 0;
};

/// One per round: `variant`'s centre relative to its mean over the rounds; 0 variants where it was not measured.
void add_paces(std::vector<RoundPace>& paces, const HotspotBlocks& blocks, std::size_t variant) {
  std::vector<std::pair<std::size_t, double>> centres;
  double sum = 0.0;
  for (std::size_t round = 0; round < blocks.rounds.size(); ++round) {
    const SampleList samples = samples_of(blocks.rounds[round], variant);
    if (samples.empty()) continue;
    centres.emplace_back(round, log_centre(samples, seconds_per_iteration));
    sum += centres.back().second;
  }
  for (const auto& [round, centre] : centres) {
    paces[round].sum += centre - sum / static_cast<double>(centres.size());
    ++paces[round].variants;
  }
}

}  // namespace

std::vector<CpuSpeed> cpu_speeds(const HotspotRun& measured, const HotspotBlocks& blocks, std::size_t variant_count) {
  std::vector<RoundPace> paces(blocks.rounds.size());
  for (std::size_t variant = 0; variant < variant_count; ++variant) add_paces(paces, blocks, variant);
  std::map<int, std::vector<double>> by_cpu;
  for (std::size_t round = 0; round < paces.size(); ++round) {
    const std::optional<int> cpu = measured.rounds[round].cpu;
    if (!cpu || paces[round].variants == 0) continue;
    by_cpu[*cpu].push_back(paces[round].sum / static_cast<double>(paces[round].variants));
  }
  std::vector<CpuSpeed> speeds;
  for (auto& [cpu, values] : by_cpu) {
    const auto rounds = static_cast<std::uint32_t>(values.size());
    speeds.push_back({.cpu = cpu, .rounds = rounds, .relative_seconds = median(std::move(values))});
  }
  if (speeds.empty()) return speeds;
  const double fastest = std::ranges::min(speeds, {}, &CpuSpeed::relative_seconds).relative_seconds;
  for (CpuSpeed& speed : speeds) speed.relative_seconds = std::exp(speed.relative_seconds - fastest);
  return speeds;
}

}  // namespace greenbench
