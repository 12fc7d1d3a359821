#include "analysis/warnings/diagnostics.hpp"

#include "analysis/statistics/trend.hpp"
#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/warnings/autocorrelation.hpp"
#include "analysis/warnings/variance_parts.hpp"

namespace greenbench {

namespace {

constexpr std::size_t least_rounds = 3;

/// Rounds without a block keep their place in the order.
std::vector<TrendPoint> round_centres(const BlockRatios& ratios) {
  std::vector<TrendPoint> centres;
  for (std::size_t round = 0; round < ratios.size(); ++round) {
    if (!ratios[round].empty()) centres.push_back({static_cast<double>(round), trimmed_mean(ratios[round])});
  }
  return centres;
}

double skew_of(const std::vector<TrendPoint>& centres) {
  std::vector<double> values;
  for (const TrendPoint& centre : centres) values.push_back(centre.value);
  return mean(values) - hodges_lehmann(values);
}

}  // namespace

std::optional<Diagnostics> diagnose(const BlockRatios& ratios, Metric metric) {
  const std::vector<TrendPoint> centres = round_centres(ratios);
  if (centres.size() < least_rounds) return std::nullopt;
  return Diagnostics{.metric = metric,
                     .autocorrelation = lag1_autocorrelation(ratios),
                     .variance = variance_parts(ratios),
                     .trend = trend_of(centres),
                     .round_skew = skew_of(centres)};
}

std::optional<Diagnostics> diagnose(const HotspotBlocks& blocks, VariantPair pair, Metric metric) {
  if (metric == Metric::time) return diagnose(time_block_ratios(blocks, pair), metric);
  const std::optional<BlockRatios> ratios = energy_block_ratios(blocks, pair);
  return ratios ? diagnose(*ratios, metric) : std::nullopt;
}

void add_diagnostics(std::vector<Comparison>& comparisons, std::span<const MeasuredPair> pairs,
                     const HotspotBlocks& blocks, Provenance provenance) {
  for (std::size_t index = 0; index < comparisons.size(); ++index) {
    const bool joules = comparisons[index].energy && provenance == Provenance::measured;
    comparisons[index].diagnostics = diagnose(blocks, pairs[index].pair, joules ? Metric::energy : Metric::time);
  }
}

}  // namespace greenbench
