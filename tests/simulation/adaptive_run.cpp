#include "tests/simulation/adaptive_run.hpp"

#include <algorithm>
#include <cmath>
#include <functional>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/verdicts/family.hpp"
#include "analysis/verdicts/ratio.hpp"
#include "analysis/verdicts/stop_rule.hpp"
#include "results/model/precision.hpp"

namespace greenbench {

namespace {

bool is_precise(std::span<const double> centres, const Limits& limits) {
  Comparison comparison;
  comparison.time.interval = exponential(SignedRank{centres}.interval(confidence_of(0.95, limits)));
  comparison.time.value = std::exp(hodges_lehmann(centres));
  const auto found = precision_of(comparison, Provenance::measured, limits.precision);
  return found && found->is_reached();
}

/// It is not measured any further.
bool is_done(std::span<const double> centres, const Limits& limits) {
  return centres.size() >= limits.min_rounds && is_precise(centres, limits);
}

/// The blocks of the comparisons that are not precise yet.
std::vector<BlockRatios> open_blocks(const AdaptiveRun& run, const std::vector<BlockRatios>& all,
                                     const Limits& limits) {
  std::vector<BlockRatios> open;
  for (std::size_t index = 0; index < all.size(); ++index) {
    if (!is_precise(run.centres[index], limits)) open.push_back(all[index]);
  }
  return open;
}

}  // namespace

AdaptiveRun measured_until_stopped(std::size_t comparisons, const DrawRound& draw, const Limits& limits) {
  AdaptiveRun run;
  run.centres.resize(comparisons);
  std::vector<BlockRatios> all(comparisons);
  std::vector<bool> done(comparisons, false);
  std::uint32_t blocks = simulated_first_guess;
  while (run.blocks.size() < limits.max_rounds && !std::ranges::all_of(done, std::identity{})) {
    std::vector<std::vector<double>> round = draw(blocks);
    run.blocks.push_back(blocks);
    for (std::size_t index = 0; index < comparisons; ++index) {
      if (done[index]) continue;
      run.centres[index].push_back(trimmed_mean(round[index]));
      all[index].push_back(std::move(round[index]));
      done[index] = is_done(run.centres[index], limits);
    }
    if (run.blocks.size() < least_rounds_for_allocation) continue;
    // As next_round() does: three rounds say little about variances.
    const std::uint32_t most = *std::ranges::max_element(run.blocks);
    blocks = std::min(blocks_per_round(open_blocks(run, all, limits), simulated_costs, blocks), 2 * most);
  }
  return run;
}

std::size_t rounds_until_precise(std::span<const double> centres, const Limits& limits) {
  std::size_t rounds = limits.min_rounds;
  while (rounds < limits.max_rounds && !is_done(centres.first(rounds), limits)) ++rounds;
  return rounds;
}

std::vector<Comparison> judged(std::span<const AdaptiveRun> hotspots, const Limits& limits) {
  const Confidence confidence = confidence_of(0.95, limits);
  std::vector<Comparison> comparisons;
  for (const AdaptiveRun& run : hotspots) {
    for (const std::vector<double>& centres : run.centres) {
      Comparison comparison;
      comparison.rounds = static_cast<std::uint32_t>(centres.size());
      comparison.time = ratio_from(centres, confidence);
      comparisons.push_back(comparison);
    }
  }
  std::vector<OpenComparison> open;
  for (Comparison& comparison : comparisons) open.push_back({&comparison, {}, false});
  FamilySettings family;
  family.stopping_price = stopping_price(limits);
  family.error_share = confidence.error_share;
  (void)settle(open, family);
  return comparisons;
}

}  // namespace greenbench
