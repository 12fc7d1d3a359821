#include "analysis/claims/claim_effects.hpp"

#include <cmath>
#include <vector>

#include "analysis/statistics/signed_rank.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {
namespace {

struct PairedCosts {
  double baseline;
  double variant;
};

/// What one block says about the pair; empty when it cannot say it.
using Contrast = std::optional<double> (*)(const PairedCosts& costs);

std::optional<double> log_ratio(const PairedCosts& costs) {
  if (!(costs.baseline > 0.0 && costs.variant > 0.0)) return std::nullopt;
  return std::log(costs.baseline / costs.variant);
}

std::optional<double> difference(const PairedCosts& costs) {
  return costs.baseline - costs.variant;
}

/// One value per block that has both variants; empty when one of them cannot be said.
std::optional<std::vector<double>> contrasts_of(const RoundBlocks& round, VariantPair pair, const CostOf& cost,
                                                Contrast contrast) {
  std::vector<double> contrasts;
  for (std::size_t block = 0; block < round.count(); ++block) {
    const Sample* baseline = round.at(block, pair.baseline);
    const Sample* variant = round.at(block, pair.variant);
    if (baseline == nullptr || variant == nullptr) continue;
    const std::optional<double> baseline_cost = cost(*baseline);
    const std::optional<double> variant_cost = cost(*variant);
    if (!baseline_cost || !variant_cost) return std::nullopt;
    const std::optional<double> value = contrast({*baseline_cost, *variant_cost});
    if (!value) return std::nullopt;
    contrasts.push_back(*value);
  }
  return contrasts;
}

/// The trimmed mean over blocks, one per round that has a block of both; never an empty list.
std::optional<std::vector<double>> centres_of(const HotspotBlocks& blocks, VariantPair pair, const CostOf& cost,
                                              Contrast contrast) {
  std::vector<double> centres;
  for (const RoundBlocks& round : blocks.rounds) {
    const auto contrasts = contrasts_of(round, pair, cost, contrast);
    if (!contrasts) return std::nullopt;
    if (!contrasts->empty()) centres.push_back(trimmed_mean(*contrasts));
  }
  return centres.empty() ? std::nullopt : std::optional{centres};
}

}  // namespace

CostOf cost_of(ClaimMetric metric, const JoulesOf& joules_of) {
  const bool per_second = metric == ClaimMetric::power;
  return [joules_of, per_second](const Sample& sample) -> std::optional<double> {
    const std::optional<double> joules = joules_of(sample);
    if (!joules) return std::nullopt;
    return *joules / (per_second ? sample.wall_seconds : static_cast<double>(sample.iterations));
  };
}

CostOf cost_of(ClaimMetric metric) {
  switch (metric) {
    case ClaimMetric::energy:
    case ClaimMetric::power:
      return cost_of(metric, recorded_joules);
    case ClaimMetric::time:
      return [](const Sample& sample) { return sample.wall_seconds / static_cast<double>(sample.iterations); };
    case ClaimMetric::cpu_time:
      return [](const Sample& sample) { return sample.cpu_seconds / static_cast<double>(sample.iterations); };
    case ClaimMetric::peak_memory:
      break;
  }
  return [](const Sample& /*sample*/) { return std::optional<double>{}; };
}

std::optional<PairEffect> ratio_effect(const HotspotBlocks& blocks, VariantPair pair, const CostOf& cost,
                                       Confidence confidence) {
  const auto log_ratios = centres_of(blocks, pair, cost, log_ratio);
  if (!log_ratios) return std::nullopt;
  const Ratio ratio = ratio_from(*log_ratios, confidence);
  return PairEffect{ratio.value, ratio.interval, ratio.equivalence_interval,
                    static_cast<std::uint32_t>(log_ratios->size())};
}

std::optional<PairEffect> difference_effect(const HotspotBlocks& blocks, VariantPair pair, const CostOf& cost,
                                            Confidence confidence) {
  const auto differences = centres_of(blocks, pair, cost, difference);
  if (!differences) return std::nullopt;
  const SignedRank test{*differences};
  return PairEffect{hodges_lehmann(*differences), test.interval(confidence),
                    test.interval({equivalence_level, confidence.error_share}),
                    static_cast<std::uint32_t>(differences->size())};
}

}  // namespace greenbench
