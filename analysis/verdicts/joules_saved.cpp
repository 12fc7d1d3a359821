#include "analysis/verdicts/joules_saved.hpp"

#include <vector>

#include "analysis/statistics/trimmed_mean.hpp"
#include "analysis/statistics/walsh_averages.hpp"
#include "analysis/verdicts/ratio.hpp"

namespace greenbench {

namespace {

std::optional<double> per_iteration(const Sample& sample, const JoulesOf& joules_of) {
  const std::optional<double> joules = joules_of(sample);
  return joules ? std::optional{*joules / static_cast<double>(sample.iterations)} : std::nullopt;
}

/// One per block that has both; empty when the joules of one of these are unknown.
std::optional<std::vector<double>> block_differences(const RoundBlocks& round, VariantPair pair,
                                                     const JoulesOf& joules_of) {
  std::vector<double> differences;
  for (std::size_t block = 0; block < round.count(); ++block) {
    const Sample* const baseline = round.at(block, pair.baseline);
    const Sample* const variant = round.at(block, pair.variant);
    if (baseline == nullptr || variant == nullptr) continue;
    const std::optional<double> before = per_iteration(*baseline, joules_of);
    const std::optional<double> after = per_iteration(*variant, joules_of);
    if (!before || !after) return std::nullopt;
    differences.push_back(*before - *after);
  }
  return differences;
}

/// One per round; empty when joules are unknown or nothing is paired.
std::optional<std::vector<double>> round_differences(const HotspotBlocks& blocks, VariantPair pair,
                                                     const JoulesOf& joules_of) {
  std::vector<double> centres;
  for (const RoundBlocks& round : blocks.rounds) {
    const auto differences = block_differences(round, pair, joules_of);
    if (!differences) return std::nullopt;
    if (!differences->empty()) centres.push_back(trimmed_mean(*differences));
  }
  return centres.empty() ? std::nullopt : std::optional{centres};
}

std::optional<Interval> with_model_error(const Interval& interval, const HotspotBlocks& blocks, VariantPair pair,
                                         const EstimateModel& model, double model_error, Confidence confidence) {
  std::optional<Interval> hull = interval;
  for (const JoulesOf& joules_of : possible_joules(model, pair, model_error)) {
    const auto centres = round_differences(blocks, pair, joules_of);
    if (!centres) return std::nullopt;
    hull = hull_of(hull, SignedRank{*centres}.interval(confidence));
  }
  return hull;
}

}  // namespace

std::optional<JoulesSaved> joules_saved(const HotspotBlocks& blocks, VariantPair pair, Confidence confidence,
                                        const std::optional<EstimateModel>& model, double model_error) {
  const auto centres = round_differences(blocks, pair, recorded_joules);
  if (!centres) return std::nullopt;
  JoulesSaved saved{.value = hodges_lehmann(*centres), .interval = SignedRank{*centres}.interval(confidence)};
  if (saved.interval && model) {
    saved.model_interval = with_model_error(*saved.interval, blocks, pair, *model, model_error, confidence);
  }
  return saved;
}

}  // namespace greenbench
